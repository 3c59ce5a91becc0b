// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.FreePorts;
import io.pinstream.stack.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An S3 endpoint (S3Proxy) that stores to a folder, as a child process. */
public final class ObjectStore extends ChildService {
  /** The bucket that the stack makes. */
  public static final String BUCKET = "pinstream";

  private static final int FORBIDDEN = 403;

  private final String endpoint;
  private final String accessKey;
  private final String secretKey;
  private final Path folder;
  private volatile long lastCount;

  private ObjectStore(
      ChildProcesses children,
      List<String> command,
      Path log,
      String endpoint,
      String accessKey,
      String secretKey,
      Path folder) {
    super(children, "object store", command, Map.of(), log);
    this.endpoint = endpoint;
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.folder = folder;
  }

  /** Starts the endpoint with one empty bucket and keys of its own. */
  public static ObjectStore start(
      Installation installation, DataDirectory data, ChildProcesses children) {
    var endpoint = "http://127.0.0.1:" + FreePorts.find(1).get(0);
    var accessKey = "local";
    var secretKey = Secrets.random();
    var folder = data.run("object-store");
    var bucket = folder.resolve(BUCKET);
    try {
      Files.createDirectories(bucket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var settings =
        PropertiesFile.write(
            data.run("object-store-settings").resolve("s3proxy.properties"),
            installation.config("local/object-store.properties"),
            Map.of(
                "s3proxy.endpoint", endpoint,
                "s3proxy.identity", accessKey,
                "s3proxy.credential", secretKey,
                "jclouds.filesystem.basedir", folder.toString()));
    var command =
        JavaCommand.of("org.gaul.s3proxy.Main", installation.classPath("object-store"))
            .heap(128)
            .classDataArchive(installation.cache("class-data"))
            .property("logback.configurationFile", installation.config("local/logback.xml"))
            .argument("--properties")
            .argument(settings)
            .toList();
    var store =
        new ObjectStore(
            children, command, data.log("object-store"), endpoint, accessKey, secretKey, bucket);
    store.start();
    return store;
  }

  @Override
  boolean answers() {
    return Endpoint.answers(endpoint + "/", FORBIDDEN);
  }

  /** The URL for S3 clients. Path-style access only. */
  public String endpoint() {
    return endpoint;
  }

  public String accessKey() {
    return accessKey;
  }

  public String secretKey() {
    return secretKey;
  }

  /** The folder that holds the bucket's objects, a file each. */
  public Path bucketFolder() {
    return folder;
  }

  /** How many objects the bucket holds. */
  public long objects() {
    try (var files = Files.walk(folder)) {
      // S3Proxy keeps the parts of an unfinished upload in hidden files.
      lastCount =
          files
              .filter(file -> !folder.relativize(file).toString().startsWith("."))
              .filter(Files::isRegularFile)
              .count();
      return lastCount;
    } catch (IOException | UncheckedIOException e) {
      // Objects come and go while the folder is walked: the next walk counts them.
      return lastCount;
    }
  }

  @Override
  public String address() {
    return endpoint + ", bucket in " + folder;
  }
}
