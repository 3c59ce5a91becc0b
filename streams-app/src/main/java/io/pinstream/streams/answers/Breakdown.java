// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The posts of one country by category, or of one category by country. */
public enum Breakdown {
  COUNTRY_BY_CATEGORY("country", "category"),
  CATEGORY_BY_COUNTRY("category", "country");

  /** The question whose counts, before it picks the largest, hold both. */
  public static final Question QUESTION = Question.TOP_CATEGORY_BY_COUNTRY;

  private final String whole;
  private final String part;

  Breakdown(String whole, String part) {
    this.whole = whole;
    this.part = part;
  }

  /** The column of which one value is broken down. */
  public String whole() {
    return whole;
  }

  /** The column by which it is broken down. */
  public String part() {
    return part;
  }

  /**
   * The parts, most posts first.
   *
   * @param value which country or category
   * @param sum of {@link #QUESTION} over all partitions
   * @return of each part its name and its {@code posts}; empty if no post that names a part has the
   *     value
   */
  public List<Map<String, Object>> of(String value, QuestionSum sum) {
    int wholeAt = QUESTION.columns().indexOf(whole);
    int partAt = QUESTION.columns().indexOf(part);
    return sum.counted().stream()
        .filter(row -> row.get(wholeAt).equals(value))
        .sorted(
            Comparator.comparing((List<Object> row) -> (Long) row.get(2))
                .reversed()
                .thenComparing(row -> (String) row.get(partAt), AnswerRow.TEXTS))
        .map(row -> described((String) row.get(partAt), (Long) row.get(2)))
        .toList();
  }

  /** How many posts that name a country each category has, by name. */
  static SortedMap<String, Long> categories(QuestionSum sum) {
    SortedMap<String, Long> posts = new TreeMap<>();
    sum.counted().forEach(row -> posts.merge((String) row.get(1), (Long) row.get(2), Long::sum));
    return posts;
  }

  private Map<String, Object> described(String name, long posts) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put(part, name);
    described.put("posts", posts);
    return described;
  }
}
