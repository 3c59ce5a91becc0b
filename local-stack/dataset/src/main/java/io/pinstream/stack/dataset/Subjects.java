// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

/** What the pins of a category are about. */
final class Subjects {
  /** As it stands inside of a sentence. */
  final String[] plain;

  /** As it stands in a title. */
  final String[] capitalized;

  Subjects(String category) {
    plain = WordList.read("subjects/" + category + ".txt");
    capitalized = WordList.capitalized(plain);
  }
}
