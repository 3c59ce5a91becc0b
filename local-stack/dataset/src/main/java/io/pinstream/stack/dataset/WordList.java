// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads this package's word lists, one entry a line. */
final class WordList {
  private WordList() {}

  static String[] read(String name) {
    try (InputStream in = WordList.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar of the data set lacks its word list " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the word list " + name, e);
    }
  }

  /** The entries with the first letter of every word in upper case. */
  static String[] capitalized(String[] entries) {
    String[] result = new String[entries.length];
    for (int i = 0; i < entries.length; i++) {
      StringBuilder text = new StringBuilder(entries[i]);
      for (int at = 0; at < text.length(); at++) {
        if (at == 0 || text.charAt(at - 1) == ' ') {
          text.setCharAt(at, Character.toUpperCase(text.charAt(at)));
        }
      }
      result[i] = text.toString();
    }
    return result;
  }
}
