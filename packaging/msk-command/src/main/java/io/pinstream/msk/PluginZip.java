// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A plugin zip, known by its content: the same bytes are uploaded once, other bytes are another
 * plugin.
 *
 * @param hash the first 12 digits of its SHA-256
 * @param size in bytes
 */
record PluginZip(Path file, String hash, long size) {
  private static final int DIGITS = 12;

  /**
   * Reads a zip's hash.
   *
   * @throws DeploymentException if the file is not there
   */
  static PluginZip of(Path file) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      try (var content = new DigestInputStream(Files.newInputStream(file), digest)) {
        content.transferTo(OutputStream.nullOutputStream());
      }
      return new PluginZip(
          file, HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS), Files.size(file));
    } catch (IOException e) {
      throw new DeploymentException(
          "%s cannot be read: build it with ./mvnw package".formatted(file), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where it lies in the bucket. */
  String key() {
    return "pinstream/%s/%s".formatted(hash, file.getFileName());
  }
}
