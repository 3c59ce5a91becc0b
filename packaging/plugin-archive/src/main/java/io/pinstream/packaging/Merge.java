// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Our plugin zip with other plugins' archives in it: a connector of MSK Connect takes one zip.
 *
 * <p>Of an artefact that several of them bring, the newest stays; what the worker has stays out;
 * plugins without a service manifest get one. Everything left out is noted. The same input gives
 * the same bytes.
 */
final class Merge {
  /** The jar that declares the plugins whose own jars do not. */
  static final String DECLARATIONS = "lib/service-manifests.jar";

  private record Candidate(Jar jar, String from) {}

  private final Map<String, byte[]> entries = new TreeMap<>();
  private final Map<String, Candidate> jars = new HashMap<>();
  private final IdentityHashMap<Jar, byte[]> contents = new IdentityHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final FileTime time;
  private HubManifest manifest;

  private Merge(Path base) {
    try (var zip = new ZipFile(base.toFile())) {
      FileTime newest = FileTime.fromMillis(0);
      for (var entry : zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
        // Maven's archives have one folder at the top.
        var path = entry.getName().substring(entry.getName().indexOf('/') + 1);
        entries.put(path, zip.getInputStream(entry).readAllBytes());
        newest = entry.getLastModifiedTime();
      }
      time = newest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    manifest = HubManifest.read(entries.get("manifest.json"), base.toString());
    entries.keySet().stream()
        .filter(path -> path.endsWith(".jar"))
        .toList()
        .forEach(path -> add(fileName(path), entries.remove(path), base));
  }

  /**
   * Writes the zip next to the first one.
   *
   * @return what was written, and what was left out and why
   */
  static Result of(Path base, List<AddOn> addOns) {
    var merge = new Merge(base);
    var suffix = "-with-" + addOns.stream().map(AddOn::shortName).collect(Collectors.joining("-"));
    for (var addOn : addOns) {
      merge.add(addOn);
    }
    var name = base.getFileName().toString().replaceFirst("\\.zip$", "") + suffix;
    var target = base.resolveSibling(name + ".zip");
    merge.write(target, name, suffix, addOns);
    return new Result(target, merge.notes);
  }

  /** A merged zip, and a line for each thing that did not go into it as it was. */
  record Result(Path file, List<String> notes) {}

  private void add(AddOn addOn) {
    addOn.jars().forEach((file, content) -> add(file, content, addOn.file()));
    addOn
        .documents()
        .forEach((path, content) -> entries.put("doc/" + addOn.name() + "/" + path, content));
    if (addOn.documents().keySet().stream().noneMatch(path -> path.startsWith("LICEN"))) {
      notes.add("%s brings no licence".formatted(addOn.file().getFileName()));
    }
  }

  private void add(String file, byte[] content, Path from) {
    Jar jar;
    try {
      jar = Jar.read(file, new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new ArchiveException("%s in %s is no jar: %s".formatted(file, from, e.getMessage()), e);
    }
    var origin = from.getFileName().toString();
    if (NothingOfTheWorker.isAllOfTheWorker(jar)) {
      notes.add("%s of %s stays out: the worker has it".formatted(file, origin));
      return;
    }
    contents.put(jar, content);
    jars.merge(jar.artefact().name(), new Candidate(jar, origin), this::newest);
  }

  private Candidate newest(Candidate present, Candidate added) {
    var first = present.jar().artefact().version();
    var second = added.jar().artefact().version();
    boolean replaces;
    try {
      replaces =
          !first.isEmpty()
              && !second.isEmpty()
              && Version.parse(second).compareTo(Version.parse(first)) > 0;
    } catch (IllegalArgumentException e) {
      throw new ArchiveException(
          "%s of %s or %s of %s, which is newer can't be told (%s): take one of them out of its archive"
              .formatted(
                  present.jar().file(),
                  present.from(),
                  added.jar().file(),
                  added.from(),
                  e.getMessage()),
          e);
    }
    var kept = replaces ? added : present;
    var dropped = replaces ? present : added;
    if (!first.equals(second)) {
      notes.add(
          "%s of %s stays out: %s is newer"
              .formatted(dropped.jar().file(), dropped.from(), kept.jar().file()));
    }
    return kept;
  }

  private void write(Path target, String folder, String suffix, List<AddOn> addOns) {
    jars.values()
        .forEach(
            candidate ->
                entries.put("lib/" + candidate.jar().file(), contents.get(candidate.jar())));
    var missing =
        EveryPluginDeclared.missing(
            new PluginArchive(target, jars.values().stream().map(Candidate::jar).toList()));
    if (!missing.isEmpty()) {
      entries.put(DECLARATIONS, declarations(missing));
      missing.forEach(
          (service, plugins) ->
              notes.add(
                  "%s: declared for plugin.discovery=service_load in %s: %s"
                      .formatted(
                          service.substring(service.lastIndexOf('.') + 1),
                          DECLARATIONS,
                          String.join(", ", plugins))));
    }
    for (var addOn : addOns) {
      if (addOn.manifest().isPresent()) {
        manifest = manifest.with(addOn.manifest().get());
      }
    }
    entries.put("manifest.json", manifest.ofVersion(manifest.version() + suffix).toBytes());
    var content = new TreeMap<String, byte[]>();
    entries.forEach((path, bytes) -> content.put(folder + "/" + path, bytes));
    try {
      Files.write(target, zip(content));
    } catch (IOException e) {
      throw new ArchiveException("%s cannot be written: %s".formatted(target, e), e);
    }
  }

  private byte[] declarations(Map<String, Set<String>> plugins) {
    var manifests = new TreeMap<String, byte[]>();
    plugins.forEach(
        (service, names) ->
            manifests.put(
                "META-INF/services/" + service,
                (String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8)));
    return zip(manifests);
  }

  private byte[] zip(Map<String, byte[]> content) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var file : content.entrySet()) {
        var entry = new ZipEntry(file.getKey());
        entry.setTime(time.toMillis());
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
