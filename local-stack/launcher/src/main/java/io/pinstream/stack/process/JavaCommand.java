// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * The command line of a child JVM.
 *
 * <p>Its first minute is what is seen of it most. The classes that an earlier process loaded are
 * mapped from a class-data archive, which halves the time to readiness. The second compiler is left
 * to what is ten times hotter than usual: by default it takes half of two cores during a stack's
 * first minute.
 */
public final class JavaCommand {
  /**
   * The system property that lets processes write class-data archives when they end. That takes
   * each of them seconds: a build and tests have these, somebody who pressed Ctrl-C has not. Of
   * several JVMs that start the same process at the same time one alone has it write its archive.
   */
  public static final String RECORDING = "pinstream.class-data.record";

  /**
   * The system property that says which compilers the processes have: {@code usual} those of a JVM
   * that is told nothing, for measurements of what is warm; {@code first} none but the first, for
   * tests, whose processes end before the second has paid. Otherwise the second comes late.
   */
  public static final String COMPILERS = "pinstream.compilers";

  /** The locks on the archives that processes of this JVM write, held until it ends. */
  private static final Map<Path, FileChannel> LOCKS = new ConcurrentHashMap<>();

  private static final List<String> SECOND_COMPILER_LATER =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  private final String mainClass;
  private final List<Path> classPath;
  private final List<String> options = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();

  private JavaCommand(String mainClass, List<Path> classPath) {
    this.mainClass = mainClass;
    this.classPath = classPath;
    options.addAll(
        switch (System.getProperty(COMPILERS, "")) {
          case "usual" -> List.of();
          case "first" -> List.of("-XX:TieredStopAtLevel=1");
          default -> SECOND_COMPILER_LATER;
        });
  }

  /** A main class on a class path of jars. */
  public static JavaCommand of(String mainClass, List<Path> classPath) {
    return new JavaCommand(mainClass, classPath);
  }

  /** The heap's limit in MiB. One collector thread is enough for processes this small. */
  public JavaCommand heap(int mebibytes) {
    options.add("-Xms" + Math.min(64, mebibytes) + "m");
    options.add("-Xmx" + mebibytes + "m");
    options.add("-XX:+UseSerialGC");
    return this;
  }

  /** Ends the process when its memory is at its end, for any of its threads may be dead then. */
  public JavaCommand endWithoutMemory() {
    options.add("-XX:+ExitOnOutOfMemoryError");
    return this;
  }

  public JavaCommand property(String name, Object value) {
    options.add("-D" + name + "=" + value);
    return this;
  }

  public JavaCommand argument(Object value) {
    arguments.add(value.toString());
    return this;
  }

  /** Uses the class-data archive in this folder if it is there; writes it only if told to. */
  public JavaCommand classDataArchive(Path folder) {
    var archive = folder.resolve(mainClass + "-" + fingerprint() + ".jsa");
    options.add("-Xshare:auto");
    options.add("-Xlog:disable");
    options.add("-Xlog:all=error:stderr");
    if (Files.exists(archive)) {
      options.add("-XX:SharedArchiveFile=" + archive);
    } else if (Boolean.getBoolean(RECORDING) && isOursToWrite(archive)) {
      options.add("-XX:ArchiveClassesAtExit=" + archive);
    }
    return this;
  }

  private static boolean isOursToWrite(Path archive) {
    return LOCKS.computeIfAbsent(archive, JavaCommand::lock) != null;
  }

  private static FileChannel lock(Path archive) {
    try {
      var file =
          FileChannel.open(
              archive.resolveSibling(archive.getFileName() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (file.tryLock() == null) {
        file.close();
        return null;
      }
      return file;
    } catch (OverlappingFileLockException e) {
      // This JVM has it already, by another path.
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> toList() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(String.join(":", classPath.stream().map(Path::toString).toList()));
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  // A JVM refuses an archive whose jars or whose own version have changed, and would go on refusing
  // it.
  private String fingerprint() {
    var crc = new CRC32();
    crc.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
    try {
      for (var jar : classPath) {
        crc.update((jar + "@" + Files.getLastModifiedTime(jar)).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Long.toHexString(crc.getValue());
  }
}
