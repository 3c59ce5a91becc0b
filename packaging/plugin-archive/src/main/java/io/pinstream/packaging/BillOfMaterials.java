// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * A CycloneDX bill of the jars in an archive, made from the archive itself and written beside it:
 * what scanners read. What is inside of a jar is a component of that jar's.
 */
final class BillOfMaterials {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BillOfMaterials() {}

  /** Writes {@code NAME.cdx.json} for {@code NAME.zip}. */
  static void write(Path archive, ResolvedArtefacts resolved) {
    var name = archive.getFileName().toString().replaceFirst("\\.zip$", "");
    var bill =
        JSON.createObjectNode()
            .put("bomFormat", "CycloneDX")
            .put("specVersion", "1.6")
            .put("version", 1);
    bill.putObject("metadata").putObject("component").put("type", "application").put("name", name);
    var components = bill.putArray("components");
    try (var zip = FileSystems.newFileSystem(archive)) {
      for (var jar : Licences.jars(Licences.top(zip))) {
        var label = resolved.label(jar);
        var component =
            add(components, label.artefact(), classifier(jar.getFileName().toString(), label));
        component
            .putArray("hashes")
            .addObject()
            .put("alg", "SHA-256")
            .put("content", sha256(Files.readAllBytes(jar)));
        if (!label.inside().isEmpty()) {
          var inside = component.putArray("components");
          label.inside().forEach(part -> add(inside, part, ""));
        }
      }
      Files.writeString(archive.resolveSibling(name + ".cdx.json"), bill.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new ArchiveException(
          "%s: its bill of materials cannot be written: %s".formatted(archive, e), e);
    }
  }

  private static ObjectNode add(ArrayNode components, Artefact artefact, String classifier) {
    var component = components.addObject().put("type", "library");
    if (!artefact.group().isEmpty()) {
      component.put("group", artefact.group());
    }
    component.put("name", artefact.name()).put("version", artefact.version());
    if (!artefact.group().isEmpty()) {
      component.put("purl", packageUrl(artefact, classifier));
    }
    return component;
  }

  private static String packageUrl(Artefact artefact, String classifier) {
    var qualifiers = new TreeMap<String, String>();
    if (!classifier.isEmpty()) {
      qualifiers.put("classifier", classifier);
    }
    try {
      return new PackageURL(
              PackageURL.StandardTypes.MAVEN,
              artefact.group(),
              artefact.name(),
              artefact.version(),
              qualifiers,
              null)
          .canonicalize();
    } catch (MalformedPackageURLException e) {
      throw new ArchiveException("%s has no package URL: %s".formatted(artefact, e), e);
    }
  }

  private static String classifier(String file, JarLabel label) {
    var name = label.artefact().name() + "-" + label.artefact().version() + "-";
    return file.startsWith(name) ? file.substring(name.length()).replaceFirst("\\.jar$", "") : "";
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
