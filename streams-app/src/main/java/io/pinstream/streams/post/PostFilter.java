// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which complete posts are asked about: those that are all of what is given.
 *
 * @param country exactly this one
 * @param category exactly this one
 * @param year of the post's timestamp, UTC
 * @param text in title, description, tags, category, or the name of poster or user, in any case
 */
public record PostFilter(
    Optional<String> country,
    Optional<String> category,
    Optional<Integer> year,
    Optional<String> text) {
  /** All posts. */
  public static final PostFilter ALL =
      new PostFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final char FIRST_BEYOND_ASCII = 0x80;
  private static final Column COUNTRY = Table.GEO.column("country");
  private static final Column TIMESTAMP = Table.GEO.column("timestamp");
  private static final Column CATEGORY = Table.PIN.column("category");
  private static final List<Column> TEXTS =
      List.of(
          Table.PIN.column("title"),
          Table.PIN.column("description"),
          Table.PIN.column("tag_list"),
          Table.PIN.column("poster_name"),
          CATEGORY,
          Table.USER.column("user_name"));

  /** Tells which posts pass, at the cost of looking at a few columns' bytes but for a text. */
  public Predicate<Post> predicate() {
    Predicate<Post> passes = post -> true;
    if (country.isPresent()) {
      passes = passes.and(is(COUNTRY, country.get()));
    }
    if (category.isPresent()) {
      passes = passes.and(is(CATEGORY, category.get()));
    }
    if (year.isPresent()) {
      int wanted = year.get();
      passes =
          passes.and(
              post ->
                  !post.isNull(TIMESTAMP)
                      && post.row(Table.GEO).year(TIMESTAMP.position()) == wanted);
    }
    if (text.isPresent()) {
      String wanted = folded(text.get());
      passes = passes.and(post -> TEXTS.stream().anyMatch(column -> says(post, column, wanted)));
    }
    return passes;
  }

  /** The filter as parameters of a URL, each with an ampersand in front. */
  public String query() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    country.ifPresent(value -> parameters.put("country", value));
    category.ifPresent(value -> parameters.put("category", value));
    year.ifPresent(value -> parameters.put("year", value));
    text.ifPresent(value -> parameters.put("text", value));
    StringBuilder query = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            query
                .append('&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value.toString(), UTF_8)));
    return query.toString();
  }

  private static Predicate<Post> is(Column column, String value) {
    JsonBytes json = new JsonBytes();
    if (!json.string(value.toCharArray(), 0, value.length())) {
      // Half a surrogate pair: no post can hold it.
      return post -> false;
    }
    byte[] wanted = new byte[json.size()];
    System.arraycopy(json.array(), 0, wanted, 0, wanted.length);
    return post -> post.row(column.table()).is(column.position(), wanted);
  }

  private static boolean says(Post post, Column column, String wanted) {
    return !post.isNull(column)
        && folded(post.row(column.table()).text(column.position())).contains(wanted);
  }

  /**
   * Without case, each character alone, so that a part of a text is a part of it without case. Of
   * those that are several in upper case, only the sharp s is looked for as two.
   */
  private static String folded(String text) {
    char[] folded = text.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      char each = folded[i];
      if (each >= 'A' && each <= 'Z') {
        folded[i] = Character.toLowerCase(each);
      } else if (each >= FIRST_BEYOND_ASCII) {
        int point = Character.toUpperCase(Character.codePointAt(folded, i));
        i += Character.toChars(Character.toLowerCase(point), folded, i) - 1;
      }
    }
    return new String(folded).replace("\u00df", "ss");
  }
}
