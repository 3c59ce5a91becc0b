// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import io.pinstream.stack.dataset.RandomNumbers.Purpose;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;

/**
 * Names of posters, no two the same: a name's words are the digits of its poster's place in a
 * shuffled order, in the radix of the word lists; when the words run out, a number follows.
 */
final class PosterNames {
  static final String UNKNOWN = "User Info Error";

  private static final int LONGEST = 268;

  /** Below this many posters none has the longest name: it is one of thousands in the original. */
  private static final int POSTERS_WITH_LONGEST = 1_000;

  private static final String[] FIRST_NAMES = WordList.read("first-names.txt");
  private static final String[] LAST_NAMES = WordList.read("last-names.txt");
  private static final String[] NOUNS = WordList.read("nouns.txt");
  private static final String[] ADJECTIVES = WordList.capitalized(WordList.read("adjectives.txt"));
  private static final String[] TOPICS = WordList.read("topics.txt");
  private static final String[] STUDIOS = WordList.read("studios.txt");
  private static final String[] EMOJI = WordList.read("emoji.txt");
  private static final String[] CYRILLIC_FIRST_NAMES = WordList.read("first-names-cyrillic.txt");
  private static final String[] CYRILLIC_LAST_NAMES = WordList.read("last-names-cyrillic.txt");

  private static final int TENTHS = 10;

  private final long key;
  private final int longestNamed;
  private final Shuffle order;
  private final List<Form> forms;

  PosterNames(long seed, int posters) {
    key = RandomNumbers.key(seed, Purpose.POSTER_NAME);
    order = new Shuffle(key, posters);
    longestNamed = posters < POSTERS_WITH_LONGEST ? -1 : posters - 1;
    long wordsKey = RandomNumbers.key(seed, Purpose.POSTER_WORDS);
    forms =
        List.of(
            new Form(4, wordsKey, FIRST_NAMES, LAST_NAMES, (first, last) -> first + " " + last),
            new Form(2, wordsKey, NOUNS, STUDIOS, (noun, studio) -> "The " + noun + " " + studio),
            new Form(1, wordsKey, NOUNS, TOPICS, (noun, topic) -> noun + " | " + topic + " Blog"),
            new Form(
                1,
                wordsKey,
                ADJECTIVES,
                NOUNS,
                (adjective, noun) -> (adjective + noun).toLowerCase(Locale.ROOT) + ".com"),
            new Form(1, wordsKey, NOUNS, EMOJI, (noun, emoji) -> emoji + noun + emoji),
            new Form(
                1,
                wordsKey,
                CYRILLIC_FIRST_NAMES,
                CYRILLIC_LAST_NAMES,
                (first, last) -> first + " " + last));
  }

  String of(int poster) {
    if (poster == PosterSizes.UNKNOWN) {
      return UNKNOWN;
    }
    RandomNumbers draws = new RandomNumbers(key, poster);
    if (poster == longestNamed) {
      StringBuilder text = new StringBuilder("Everything We Love");
      Filler.fill(text, draws, LONGEST);
      return text.toString();
    }
    return withOuterBlanks(name(order.rankOf(poster)), draws);
  }

  private String name(int rank) {
    int tenth = rank % TENTHS;
    int number = 0;
    while (tenth >= forms.get(number).tenths) {
      tenth -= forms.get(number).tenths;
      number++;
    }
    Form form = forms.get(number);
    return form.name(rank / TENTHS * form.tenths + tenth);
  }

  /** 67 of 3,444 names begin or end with a blank, most of them end with one. */
  private static String withOuterBlanks(String name, RandomNumbers draws) {
    if (!draws.chance(67, 3_444)) {
      return name;
    }
    return draws.chance(3, 4) ? name + " " : " " + name;
  }

  /** A way to make a name of two words; the names of two forms are never the same. */
  private static final class Form {
    final int tenths;
    private final String[] firstWords;
    private final String[] secondWords;
    private final BinaryOperator<String> composition;
    private final int combinations;
    private final Shuffle order;

    /**
     * @param tenths how many of ten names have this form
     */
    Form(
        int tenths,
        long key,
        String[] firstWords,
        String[] secondWords,
        BinaryOperator<String> composition) {
      this.tenths = tenths;
      this.firstWords = firstWords;
      this.secondWords = secondWords;
      this.composition = composition;
      combinations = firstWords.length * secondWords.length;
      order = new Shuffle(key, combinations);
    }

    /** The name with this number among the names of this form. */
    String name(int number) {
      int words = order.rankOf(number % combinations);
      String name =
          composition.apply(
              firstWords[words % firstWords.length], secondWords[words / firstWords.length]);
      int round = number / combinations;
      return round == 0 ? name : name + " " + (round + 1);
    }
  }
}
