// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sentence with slots for words, such as {@code {number} {Adjective} {Subject}}. */
final class SentenceTemplate {
  private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
  private static final String[] ADJECTIVES = WordList.read("adjectives.txt");
  private static final String[] CAPITALIZED_ADJECTIVES = WordList.capitalized(ADJECTIVES);
  private static final String[] CAPITALIZED_NOUNS = WordList.read("nouns.txt");
  private static final String[] NOUNS = lowerCase(CAPITALIZED_NOUNS);
  private static final String[] CAPITALIZED_STUDIOS = WordList.read("studios.txt");
  private static final String[] STUDIOS = lowerCase(CAPITALIZED_STUDIOS);
  private static final String[] PLACES = WordList.read("places.txt");
  private static final String[] CAPITALIZED_PLACES = WordList.capitalized(PLACES);
  private static final String[] OCCASIONS = WordList.read("occasions.txt");
  private static final String[] CAPITALIZED_OCCASIONS = WordList.capitalized(OCCASIONS);
  private static final String[] TOPICS = WordList.read("topics.txt");

  private final List<Part> parts = new ArrayList<>();

  private SentenceTemplate(String text) {
    Matcher slot = SLOT.matcher(text);
    int end = 0;
    while (slot.find()) {
      addLiteral(text.substring(end, slot.start()));
      parts.add(part(slot.group(1)));
      end = slot.end();
    }
    addLiteral(text.substring(end));
  }

  static SentenceTemplate[] read(String name) {
    String[] lines = WordList.read(name);
    SentenceTemplate[] templates = new SentenceTemplate[lines.length];
    for (int i = 0; i < lines.length; i++) {
      templates[i] = new SentenceTemplate(lines[i]);
    }
    return templates;
  }

  void appendTo(StringBuilder text, RandomNumbers draws, Subjects subjects) {
    for (Part part : parts) {
      part.appendTo(text, draws, subjects);
    }
  }

  private void addLiteral(String literal) {
    if (!literal.isEmpty()) {
      parts.add((text, draws, subjects) -> text.append(literal));
    }
  }

  private static Part part(String slot) {
    return switch (slot) {
      case "number" -> (text, draws, subjects) -> text.append(3 + draws.below(99));
      case "subject" -> (text, draws, subjects) -> text.append(draws.pick(subjects.plain));
      case "Subject" -> (text, draws, subjects) -> text.append(draws.pick(subjects.capitalized));
      case "adjective" -> oneOf(ADJECTIVES);
      case "Adjective" -> oneOf(CAPITALIZED_ADJECTIVES);
      case "noun" -> oneOf(NOUNS);
      case "Noun" -> oneOf(CAPITALIZED_NOUNS);
      case "studio" -> oneOf(STUDIOS);
      case "Studio" -> oneOf(CAPITALIZED_STUDIOS);
      case "place" -> oneOf(PLACES);
      case "Place" -> oneOf(CAPITALIZED_PLACES);
      case "occasion" -> oneOf(OCCASIONS);
      case "Occasion" -> oneOf(CAPITALIZED_OCCASIONS);
      case "Topic" -> oneOf(TOPICS);
      default -> throw new IllegalStateException("No words for the slot " + slot);
    };
  }

  private static Part oneOf(String[] words) {
    return (text, draws, subjects) -> text.append(draws.pick(words));
  }

  private static String[] lowerCase(String[] words) {
    String[] result = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      result[i] = words[i].toLowerCase(Locale.ROOT);
    }
    return result;
  }

  private interface Part {
    void appendTo(StringBuilder text, RandomNumbers draws, Subjects subjects);
  }
}
