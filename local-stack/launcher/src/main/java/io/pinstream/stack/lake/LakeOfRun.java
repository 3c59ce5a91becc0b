// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import io.pinstream.stack.Installation;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.StackException;
import io.pinstream.stack.service.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Which lake a run writes, kept in a file of the run so that it can be asked later. */
public final class LakeOfRun {
  private static final String FILE = "lake.properties";
  private static final String USER_ID = "user.id";
  private static final String ENDPOINT = "endpoint";
  private static final String JSON_LINES = "json.lines";
  private static final String APP = "app";

  private LakeOfRun() {}

  /**
   * Opens a lake for a new run and remembers it.
   *
   * @param app the address of the Streams app, whose live answers the lake's are compared with
   * @param jsonLines whether Confluent's S3 sink writes it, rather than the Iceberg sink
   */
  public static Lake create(
      Installation installation,
      Path run,
      String userId,
      String endpoint,
      String app,
      boolean jsonLines) {
    var properties = new Properties();
    properties.setProperty(USER_ID, userId);
    properties.setProperty(ENDPOINT, endpoint);
    properties.setProperty(APP, app);
    properties.setProperty(JSON_LINES, Boolean.toString(jsonLines));
    try (var writer = Files.newBufferedWriter(run.resolve(FILE))) {
      properties.store(writer, "the lake of this run");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read(installation, run);
  }

  /**
   * The lake of a run.
   *
   * @throws StackException if there has been no run in that folder
   */
  public static Lake read(Installation installation, Path run) {
    var properties = properties(run);
    var objectStore = run.resolve("object-store");
    if (Boolean.parseBoolean(properties.get(JSON_LINES))) {
      return new JsonLinesLake(
          installation,
          properties.get(USER_ID),
          properties.get(ENDPOINT),
          objectStore.resolve(ObjectStore.BUCKET));
    }
    return new IcebergLake(installation, catalogFile(run), objectStore);
  }

  private static Map<String, String> properties(Path run) {
    if (!Files.exists(run.resolve(FILE))) {
      throw new StackException(
          "%s holds no lake: run ./pinstream demo first, or name its folder with --data-dir."
              .formatted(run));
    }
    return PropertiesFile.read(run.resolve(FILE));
  }

  /**
   * The address of a run's Streams app, which may have ended since.
   *
   * @throws StackException if there has been no run in that folder
   */
  public static String app(Path run) {
    return properties(run).get(APP);
  }

  /** The catalog of a run's Iceberg tables. */
  public static Path catalogFile(Path run) {
    return run.resolve("catalog.sqlite");
  }
}
