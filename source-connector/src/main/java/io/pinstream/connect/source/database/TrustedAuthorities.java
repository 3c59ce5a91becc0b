// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.HashMap;
import java.util.Map;

/**
 * The certificate authorities that a database's certificate has to come from.
 *
 * @param file in the PEM form, of one certificate or of several
 */
public record TrustedAuthorities(Path file) {

  /** Of a store that holds no secret. */
  static final String STORE_PASSWORD = "public";

  /** By what is in them, for a file may be replaced by one of the same time. */
  private static final Map<ByteBuffer, Path> STORES = new HashMap<>();

  /**
   * Finds the file that the setting {@code connection.ca.file} names.
   *
   * @param name a path; without a folder also a file beside the connector's own jar, where {@code
   *     -Drds.ca=FILE} puts one
   * @return null for the empty name
   * @throws IllegalArgumentException with a message for the user
   */
  public static TrustedAuthorities named(String name) {
    if (name.isEmpty()) {
      return null;
    }
    Path file = Path.of(name);
    if (file.getParent() == null) {
      URL jar = TrustedAuthorities.class.getProtectionDomain().getCodeSource().getLocation();
      Path besides = Path.of(URI.create(jar.toString())).resolveSibling(file);
      file = Files.exists(besides) ? besides : file;
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        throw new GeneralSecurityException("there is no certificate in it");
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "expected a file of certificates in the PEM form, but %s can't be read as one: %s"
              .formatted(file.toAbsolutePath(), e),
          e);
    }
    return new TrustedAuthorities(file);
  }

  /**
   * The certificates in the form that Java keeps them in, as Connector/J wants them: one file for
   * all connections, as long as the authorities' stays as it is.
   */
  Path store() throws SQLException {
    try {
      byte[] content = Files.readAllBytes(file);
      synchronized (STORES) {
        Path known = STORES.get(ByteBuffer.wrap(content));
        if (known == null || Files.notExists(known)) {
          known = written(content);
          STORES.put(ByteBuffer.wrap(content), known);
        }
        return known;
      }
    } catch (IOException e) {
      throw new SQLTransientException("the authorities can't be handed to the driver: " + e, e);
    } catch (GeneralSecurityException e) {
      // It may be half of what it will be: somebody replaces it.
      throw new SQLTransientException(file + " can't be read as certificates in PEM: " + e, e);
    }
  }

  private static Path written(byte[] content) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Certificate each :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(content))) {
      store.setCertificateEntry("authority " + store.size(), each);
    }
    Path written = Files.createTempFile("pinstream-authorities", ".p12");
    written.toFile().deleteOnExit();
    try (OutputStream out = Files.newOutputStream(written)) {
      store.store(out, STORE_PASSWORD.toCharArray());
    }
    return written;
  }
}
