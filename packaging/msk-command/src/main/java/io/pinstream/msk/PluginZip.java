// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipFile;

/**
 * A plugin zip, known by what runs in it: the same jars are uploaded once and are the same plugin,
 * whatever is written in the documents beside them.
 *
 * @param hash the first 12 digits of the SHA-256 of its jars' bytes, one after the other, as {@code
 *     unzip -p ZIP '*}{@code /lib/*' | sha256sum} prints it
 * @param size in bytes
 */
record PluginZip(Path file, String hash, long size) {
  private static final int DIGITS = 12;

  /**
   * Reads a zip's hash.
   *
   * @throws DeploymentException if the file is not there, or no plugin zip
   */
  static PluginZip of(Path file) {
    try (var zip = new ZipFile(file.toFile());
        var digest =
            new DigestOutputStream(
                OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      var jars = zip.stream().filter(entry -> entry.getName().matches("[^/]+/lib/[^/]+")).toList();
      if (jars.isEmpty()) {
        throw new DeploymentException(
            "%s holds no jars in a folder lib: build it with ./mvnw package".formatted(file));
      }
      for (var jar : jars) {
        try (var content = zip.getInputStream(jar)) {
          content.transferTo(digest);
        }
      }
      return new PluginZip(
          file,
          HexFormat.of().formatHex(digest.getMessageDigest().digest()).substring(0, DIGITS),
          Files.size(file));
    } catch (IOException e) {
      throw new DeploymentException(
          "%s cannot be read: build it with ./mvnw package".formatted(file), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
