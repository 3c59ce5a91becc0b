// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.license.Expression;

/**
 * A CycloneDX bill of the jars in an archive, made from the archive itself and written beside it:
 * what scanners read. What is inside of a jar is a component of that jar's, under its licences.
 */
final class BillOfMaterials {
  private BillOfMaterials() {}

  /** Writes {@code NAME.cdx.json} for {@code NAME.zip}, the same for the same archive. */
  static void write(Path archive, ResolvedArtefacts resolved) {
    var name = archive.getFileName().toString().replaceFirst("\\.zip$", "");
    var bill = new Bom();
    bill.setMetadata(new Metadata());
    bill.getMetadata().setTimestamp(null);
    bill.getMetadata().setComponent(component(Component.Type.APPLICATION, name));
    try (var zip = FileSystems.newFileSystem(archive)) {
      for (var jar : Licences.jars(Licences.top(zip))) {
        bill.addComponent(component(jar, resolved.label(jar)));
      }
      Files.writeString(
          archive.resolveSibling(name + ".cdx.json"),
          BomGeneratorFactory.createJson(Version.VERSION_16, bill).toJsonString() + "\n");
    } catch (IOException
        | GeneralSecurityException
        | GeneratorException
        | MalformedPackageURLException e) {
      throw new ArchiveException(
          "%s: its bill of materials cannot be written: %s".formatted(archive, e), e);
    }
  }

  private static Component component(Path jar, JarLabel label)
      throws IOException, GeneralSecurityException, MalformedPackageURLException {
    var component =
        component(label.artefact(), classifier(jar.getFileName().toString(), label.artefact()));
    var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
    component.addHash(new Hash(Hash.Algorithm.SHA_256, HexFormat.of().formatHex(digest)));
    var licences = SpdxLicences.of(label.texts());
    if (!licences.isEmpty()) {
      component.setLicenses(new LicenseChoice());
      component.getLicenses().setExpression(new Expression(String.join(" AND ", licences)));
    }
    for (var part : label.inside()) {
      component.addComponent(component(part, ""));
    }
    return component;
  }

  private static Component component(Artefact artefact, String classifier)
      throws MalformedPackageURLException {
    var component = component(Component.Type.LIBRARY, artefact.name());
    component.setVersion(artefact.version());
    if (!artefact.group().isEmpty()) {
      component.setGroup(artefact.group());
      Map<String, String> qualifiers =
          classifier.isEmpty() ? Map.of() : Map.of("classifier", classifier);
      component.setPurl(
          new PackageURL(
              PackageURL.StandardTypes.MAVEN,
              artefact.group(),
              artefact.name(),
              artefact.version(),
              new TreeMap<>(qualifiers),
              null));
    }
    return component;
  }

  private static Component component(Component.Type type, String name) {
    var component = new Component();
    component.setType(type);
    component.setName(name);
    return component;
  }

  private static String classifier(String file, Artefact artefact) {
    var name = artefact.name() + "-" + artefact.version() + "-";
    return file.startsWith(name) ? file.substring(name.length()).replaceFirst("\\.jar$", "") : "";
  }
}
