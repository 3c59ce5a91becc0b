// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The build's last step for a plugin zip: checks it, and makes the zip with other plugins in it.
 *
 * <p>Started by Maven with {@code --archive=FILE}, {@code --licences=FOLDER} for what {@link
 * KnownLicences} has, {@code --repository=FOLDER}, {@code --class-path=FILE} and {@code
 * --shaded=NAME:FILE} for what {@link ResolvedArtefacts} reads, {@code --rds-ca=FILE} for what
 * {@link Authorities} does, and, for a zip that others may go into, with {@code --s3-sink=} and
 * {@code --extra=}, whose values are empty unless {@code -Ds3.sink.zip} and {@code -Dplugins.extra}
 * were given.
 */
public final class PluginArchives {
  private PluginArchives() {}

  /**
   * Runs the step.
   *
   * @throws ArchiveException with everything that is wrong with the archive
   */
  public static void main(String[] arguments) {
    run(arguments, line -> System.out.println("plugin zip: " + line));
  }

  static void run(String[] arguments, Consumer<String> said) {
    var archive = Path.of(option(arguments, "--archive"));
    check(archive);
    var licences = option(arguments, "--licences");
    var known = licences.isEmpty() ? KnownLicences.NONE : KnownLicences.in(Path.of(licences));
    var resolved = resolved(arguments, known);
    if (!licences.isEmpty()) {
      orDeleted(archive, () -> Licences.putInto(archive, resolved));
    }
    var authorities = option(arguments, "--rds-ca");
    if (!authorities.isBlank()) {
      orDeleted(archive, () -> Authorities.putInto(archive, Path.of(authorities.strip())));
    }
    BillOfMaterials.write(archive, resolved);
    if (Arrays.stream(arguments).noneMatch(argument -> argument.startsWith("--s3-sink="))) {
      return;
    }
    deleteFormer(archive);
    var addOns = addOns(option(arguments, "--s3-sink"), option(arguments, "--extra"));
    if (addOns.stream().noneMatch(AddOn::isS3Sink)) {
      said.accept(
          "Confluent's S3 sink is not in it, and is not tested: give its archive with -Ds3.sink.zip=FILE.");
    }
    if (!addOns.isEmpty()) {
      var merged = Merge.of(archive, addOns);
      merged.notes().forEach(said);
      check(merged.file());
      BillOfMaterials.write(merged.file(), resolved);
      said.accept("Built " + merged.file());
    }
  }

  private static ResolvedArtefacts resolved(String[] arguments, KnownLicences known) {
    var classPath = option(arguments, "--class-path");
    if (classPath.isEmpty()) {
      return ResolvedArtefacts.of(known);
    }
    var shaded = option(arguments, "--shaded").split(":", 2);
    return ResolvedArtefacts.read(
        Path.of(option(arguments, "--repository")),
        Path.of(classPath),
        Map.of(shaded[0], Path.of(shaded[1])),
        known);
  }

  private static void check(Path archive) {
    orDeleted(archive, () -> ArchiveCheck.check(PluginArchive.read(archive)));
  }

  /** An archive that is refused does not stay where somebody would take it for one that is not. */
  static void orDeleted(Path archive, Runnable step) {
    try {
      step.run();
    } catch (ArchiveException refusal) {
      try {
        Files.deleteIfExists(archive);
      } catch (IOException e) {
        refusal.addSuppressed(e);
      }
      throw refusal;
    }
  }

  private static List<AddOn> addOns(String s3Sink, String extra) {
    var addOns = new ArrayList<AddOn>();
    if (!s3Sink.isBlank()) {
      var sink = AddOn.read(Path.of(s3Sink.strip()));
      if (!sink.isS3Sink()) {
        throw new ArchiveException(
            "-Ds3.sink.zip=%s holds no kafka-connect-s3-<version>.jar: give confluentinc-kafka-connect-s3-<version>.zip as it was downloaded"
                .formatted(s3Sink));
      }
      addOns.add(sink);
    }
    Arrays.stream(extra.split(","))
        .map(String::strip)
        .filter(file -> !file.isEmpty())
        .forEach(file -> addOns.add(AddOn.read(Path.of(file))));
    return addOns;
  }

  // What an earlier build made of an archive that is not given any more, and its bill.
  private static void deleteFormer(Path archive) {
    var name = archive.getFileName().toString().replaceFirst("\\.zip$", "");
    try (var files =
        Files.newDirectoryStream(archive.toAbsolutePath().getParent(), name + "-with-*")) {
      for (var file : files) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new ArchiveException("an earlier build's zip cannot be deleted: " + e, e);
    }
  }

  private static String option(String[] arguments, String name) {
    return Arrays.stream(arguments)
        .filter(argument -> argument.startsWith(name + "="))
        .map(argument -> argument.substring(name.length() + 1))
        .collect(Collectors.joining());
  }
}
