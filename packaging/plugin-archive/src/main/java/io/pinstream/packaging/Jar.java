// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * A jar of an archive.
 *
 * @param file its name, without folders
 * @param classes its classes, without those that only another Java version sees
 * @param newest the class with the newest class-file version that a Java 17 worker may load
 * @param services the providers that its manifests name, by service
 */
record Jar(
    String file,
    Artefact artefact,
    List<ClassFile> classes,
    ClassVersion newest,
    Map<String, Set<String>> services) {
  private static final String SERVICES = "META-INF/services/";
  private static final Pattern OF_RELEASE = Pattern.compile("META-INF/versions/(\\d+)/.*");

  /** A class file's entry and its major version. */
  record ClassVersion(String entry, int major) {}

  Jar {
    classes = List.copyOf(classes);
    services = Map.copyOf(services);
  }

  /**
   * Reads a jar.
   *
   * @throws IOException if it is none, or something in it is damaged
   */
  static Jar read(String file, InputStream content) throws IOException {
    try {
      return read(file, new ZipInputStream(content));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // So say the readers of names and descriptors that they can't read them.
      throw new ZipException("something in %s is damaged: %s".formatted(file, e));
    }
  }

  private static Jar read(String file, ZipInputStream zip) throws IOException {
    var unpacked = new UnpackedBytes();
    var classes = new ArrayList<ClassFile>();
    var newest = new ClassVersion("", 0);
    var services = new TreeMap<String, Set<String>>();
    var descriptors = new ArrayList<Properties>();
    for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      var name = entry.getName();
      if (name.endsWith(".class") && isSeenByTheWorker(name)) {
        var bytes = unpacked.readAll(zip);
        try {
          int major = ClassFile.major(bytes);
          if (major > newest.major()) {
            newest = new ClassVersion(name, major);
          }
          if (major <= JavaRelease.WORKER_MAJOR
              && !name.startsWith("META-INF/")
              && !name.endsWith("module-info.class")
              && !name.endsWith("package-info.class")) {
            classes.add(ClassFile.read(bytes));
          }
        } catch (RuntimeException e) {
          // A broken class may hold null or lie out of bounds wherever its reader looks.
          throw new ZipException("%s in %s is damaged: %s".formatted(name, file, e));
        }
      } else if (name.startsWith(SERVICES) && !entry.isDirectory()) {
        services
            .computeIfAbsent(name.substring(SERVICES.length()), service -> new HashSet<>())
            .addAll(providers(unpacked.readAll(zip)));
      } else if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
        var descriptor = new Properties();
        descriptor.load(new ByteArrayInputStream(unpacked.readAll(zip)));
        descriptors.add(descriptor);
      }
    }
    return new Jar(file, Artefact.of(file, descriptors), classes, newest, services);
  }

  private static boolean isSeenByTheWorker(String entry) {
    var release = OF_RELEASE.matcher(entry);
    return !release.matches() || Integer.parseInt(release.group(1)) <= JavaRelease.WORKER;
  }

  private static Set<String> providers(byte[] manifest) throws IOException {
    var providers = new HashSet<String>();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new ByteArrayInputStream(manifest), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var provider = line.replaceFirst("#.*", "").strip();
        if (!provider.isEmpty()) {
          providers.add(provider);
        }
      }
    }
    return providers;
  }
}
