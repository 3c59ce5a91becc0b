// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/**
 * The certificate authorities of the user's database, {@code -Drds.ca=FILE}, put beside the jars of
 * a plugin zip, where the source's {@code connection.ca.file=rds-ca.pem} finds them.
 */
final class Authorities {
  static final String FILE = "rds-ca.pem";

  private Authorities() {}

  /**
   * Puts them in.
   *
   * @param authorities certificates in the PEM form, such as AWS's bundle of a region
   * @throws ArchiveException if that is not what the file holds
   */
  static void putInto(Path archive, Path authorities) {
    try (var certificates = Files.newInputStream(authorities)) {
      if (CertificateFactory.getInstance("X.509").generateCertificates(certificates).isEmpty()) {
        throw new CertificateException("it holds none");
      }
    } catch (IOException | CertificateException e) {
      throw new ArchiveException(
          "-Drds.ca=%s is no file of certificates in the PEM form (%s): give the bundle of your region as AWS has it"
              .formatted(authorities, e),
          e);
    }
    try (var zip = FileSystems.newFileSystem(archive);
        var tops = Files.list(zip.getPath("/"))) {
      var top = tops.findFirst().orElseThrow();
      var file = top.resolve("lib").resolve(FILE);
      Files.write(file, Files.readAllBytes(authorities));
      Licences.setTimes(file, Files.getLastModifiedTime(top.resolve("manifest.json")));
    } catch (IOException e) {
      throw new ArchiveException("%s cannot be written: %s".formatted(archive, e), e);
    }
  }
}
