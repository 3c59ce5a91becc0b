// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import io.pinstream.stack.dataset.RandomNumbers.Purpose;
import io.pinstream.stack.dataset.RowPlan.DescriptionKind;
import io.pinstream.stack.dataset.RowPlan.TagsKind;
import io.pinstream.stack.dataset.RowPlan.TitleKind;

/** Titles, descriptions and tag lists, composed of this package's own words. */
final class PinText {
  private static final int LONGEST_TITLE = 199;
  private static final int LONGEST_DESCRIPTION = 180;
  private static final int LONGEST_TAGS = 254;
  private static final int TAGS = 9;
  private static final int LONGEST_NOUN_WITH_COMMA = 10;
  private static final String CUT_OFF = "…\u00a0";

  private static final SentenceTemplate[] TITLES = SentenceTemplate.read("titles.txt");
  private static final SentenceTemplate[] SENTENCES = SentenceTemplate.read("sentences.txt");
  private static final SentenceTemplate[] TAG_FORMS = SentenceTemplate.read("tags.txt");
  private static final String[] NOUNS = WordList.read("nouns.txt");
  private static final String[] CYRILLIC = WordList.read("titles-cyrillic.txt");
  private static final String[] CJK = WordList.read("titles-cjk.txt");
  private static final String[] EMOJI = WordList.read("emoji.txt");
  private static final String[] LOOKALIKES = WordList.read("lookalikes.txt");
  private static final String IDEOGRAPHS = String.join("", CJK).replaceAll("\\s", "");

  private final long titleKey;
  private final long descriptionKey;
  private final long tagsKey;

  PinText(long seed) {
    titleKey = RandomNumbers.key(seed, Purpose.TITLE);
    descriptionKey = RandomNumbers.key(seed, Purpose.DESCRIPTION);
    tagsKey = RandomNumbers.key(seed, Purpose.TAGS);
  }

  /**
   * @param rank place among the titles; titles of the same kind are consecutive
   */
  String title(int index, TitleKind kind, int rank, Subjects subjects) {
    RandomNumbers draws = new RandomNumbers(titleKey, index);
    return switch (kind) {
      case UNAVAILABLE -> "No Title Data Available";
      case EMPTY -> "";
      case UNTITLED -> "Untitled";
      case LOOKALIKE -> LOOKALIKES[rank % LOOKALIKES.length];
      case CYRILLIC -> draws.pick(CYRILLIC) + " – " + (1 + draws.below(99));
      case CJK -> draws.pick(CJK) + (1 + draws.below(99));
      case LINE_BREAK -> plainTitle(draws, subjects) + "\n" + plainTitle(draws, subjects);
      case EMOJI ->
          draws.chance(1, 3)
              ? draws.pick(EMOJI) + " " + plainTitle(draws, subjects) + draws.pick(EMOJI)
              : plainTitle(draws, subjects) + " " + draws.pick(EMOJI);
      case LONGEST -> {
        StringBuilder text = new StringBuilder("A Long Story about ");
        text.append(draws.pick(subjects.plain));
        Filler.fill(text, draws, LONGEST_TITLE);
        yield text.toString();
      }
      case PLAIN -> plainTitle(draws, subjects);
    };
  }

  private static String plainTitle(RandomNumbers draws, Subjects subjects) {
    StringBuilder text = new StringBuilder(96);
    TITLES[draws.below(TITLES.length)].appendTo(text, draws, subjects);
    return text.toString();
  }

  /**
   * @param rank place among the descriptions; those of the same kind are consecutive
   */
  String description(int index, DescriptionKind kind, int rank, Subjects subjects) {
    RandomNumbers draws = new RandomNumbers(descriptionKey, index);
    return switch (kind) {
      case STORY -> "No description available Story format";
      case UNAVAILABLE -> "No description available";
      case UNTITLED -> "Untitled";
      case EMPTY -> "";
      case LOOKALIKE -> LOOKALIKES[rank % LOOKALIKES.length];
      case LONGEST -> longestDescription(draws);
      case CUT_OFF -> cutOffDescription(draws, subjects);
      case WHOLE -> wholeDescription(draws, subjects);
    };
  }

  private static String wholeDescription(RandomNumbers draws, Subjects subjects) {
    StringBuilder text = new StringBuilder(256);
    int sentences = 1 + draws.below(3);
    for (int i = 0; i < sentences; i++) {
      int end = text.length();
      appendSentence(text, draws, subjects);
      if (text.codePointCount(0, text.length()) > LONGEST_DESCRIPTION) {
        text.setLength(end);
        break;
      }
    }
    return text.toString();
  }

  private static String cutOffDescription(RandomNumbers draws, Subjects subjects) {
    int room = LONGEST_DESCRIPTION - CUT_OFF.length();
    int length = draws.chance(4, 5) ? room : 80 + draws.below(room - 80);
    StringBuilder text = new StringBuilder(384);
    while (text.codePointCount(0, text.length()) <= length) {
      appendSentence(text, draws, subjects);
    }
    text.setLength(text.offsetByCodePoints(0, length));
    return text.append(CUT_OFF).toString();
  }

  private static void appendSentence(StringBuilder text, RandomNumbers draws, Subjects subjects) {
    if (!text.isEmpty()) {
      text.append(draws.chance(1, 60) ? '\n' : ' ');
    }
    SENTENCES[draws.below(SENTENCES.length)].appendTo(text, draws, subjects);
    if (draws.chance(1, 25)) {
      text.append(' ').append(draws.pick(EMOJI));
    }
  }

  /** 180 characters, 493 bytes in UTF-8: 23 characters of one byte and 155 of three, cut off. */
  private static String longestDescription(RandomNumbers draws) {
    StringBuilder text = new StringBuilder("A Year of Paper Flowers");
    int length = LONGEST_DESCRIPTION - CUT_OFF.length();
    while (text.length() < length) {
      char next = IDEOGRAPHS.charAt(draws.below(IDEOGRAPHS.length()));
      text.append(next);
    }
    return text.append(CUT_OFF).toString();
  }

  String tags(int index, TagsKind kind, Subjects subjects) {
    if (kind == TagsKind.UNAVAILABLE) {
      return "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e";
    }
    RandomNumbers draws = new RandomNumbers(tagsKey, index);
    StringBuilder text = new StringBuilder(320);
    for (int left = TAGS - 1; left >= 0; left--) {
      int end = text.length();
      TAG_FORMS[draws.below(TAG_FORMS.length)].appendTo(text, draws, subjects);
      if (text.length() > LONGEST_TAGS - left * LONGEST_NOUN_WITH_COMMA
          || kind == TagsKind.LONGEST) {
        text.setLength(end);
        text.append(draws.pick(NOUNS));
      }
      if (left > 0) {
        text.append(',');
      }
    }
    if (kind == TagsKind.LONGEST) {
      Filler.fill(text, draws, LONGEST_TAGS);
    }
    return text.toString();
  }
}
