// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The folder that one stack has to itself.
 *
 * <p>{@code run} holds what this run writes (logs, topics, tables, bucket) and starts empty.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String MARKER = ".pinstream-data";
  private static final long NEEDED_BYTES = 1L << 30;

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataDirectory(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Claims the folder and empties its {@code run}.
   *
   * @throws StackException if it holds somebody else's files, if another stack uses it, if it
   *     cannot be written, or if its disk has less than 1 GiB left
   */
  public static DataDirectory claim(Path directory) {
    var root = directory.toAbsolutePath().normalize();
    try {
      if (Files.exists(root) && !Files.exists(root.resolve(MARKER)) && !isEmpty(root)) {
        throw new StackException(
            "--data-dir %s holds files that are not a stack's. Give an empty or a new folder."
                .formatted(root));
      }
      Files.createDirectories(root);
      var usable = Files.getFileStore(root).getUsableSpace();
      if (usable < NEEDED_BYTES) {
        throw new StackException(
            "--data-dir %s: its disk has %s MiB left, and a run needs %s MiB. Free some, or give a folder on another disk."
                .formatted(root, usable >> 20, NEEDED_BYTES >> 20));
      }
      var channel =
          FileChannel.open(
              root.resolve(MARKER), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new StackException(
            "--data-dir %s is in use by a stack that is running. End that one, or give another folder."
                .formatted(root));
      }
      deleteTree(runFolder(root));
      Files.createDirectories(runFolder(root).resolve("logs"));
      return new DataDirectory(root, channel, lock);
    } catch (IOException e) {
      throw new StackException(
          "--data-dir %s cannot be used: %s. Give a folder that you may write to."
              .formatted(root, e),
          e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Deletes a folder with all that is in it, if it is there. */
  public static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The folder that holds the newest run of a data directory, whether it is claimed or not. */
  public static Path runFolder(Path directory) {
    return directory.toAbsolutePath().normalize().resolve("run");
  }

  /** The folder of this run. */
  public Path run() {
    return runFolder(root);
  }

  /** A folder of this run, made if it is not there. */
  public Path run(String name) {
    return made(run().resolve(name));
  }

  /** The log file of one of the run's processes. */
  public Path log(String process) {
    return run("logs").resolve(process + ".log");
  }

  private static Path made(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
