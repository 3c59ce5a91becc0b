// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads from posts, as the join writes them, what the questions ask. Not thread-safe. */
final class PostReader {
  private static final JsonFactory JSON = new JsonFactory();

  private static final int CATEGORY = field("category");
  private static final int COUNTRY = field("country");
  private static final int POSTER_NAME = field("poster_name");
  private static final int FOLLOWER_COUNT = field("follower_count");
  private static final int TIMESTAMP = field("timestamp");
  private static final int USER_NAME = field("user_name");
  private static final int AGE = field("age");
  private static final int DATE_JOINED = field("date_joined");

  private final PlainPost plain =
      new PlainPost(
          new int[] {CATEGORY, COUNTRY, POSTER_NAME, TIMESTAMP, USER_NAME, DATE_JOINED},
          new int[] {FOLLOWER_COUNT, AGE});
  private final RepeatedTexts repeated = new RepeatedTexts();

  PostFacts read(byte[] post) {
    return plain.find(post) ? found() : parse(post);
  }

  private PostFacts found() {
    return new PostFacts(
        plain.text(CATEGORY, repeated),
        plain.text(COUNTRY, repeated),
        plain.text(POSTER_NAME),
        plain.number(FOLLOWER_COUNT),
        plain.year(TIMESTAMP),
        plain.text(USER_NAME),
        plain.number(AGE),
        plain.text(DATE_JOINED),
        plain.year(DATE_JOINED),
        plain.nulls());
  }

  /** Reads any spelling of a post. */
  static PostFacts parse(byte[] post) {
    String category = null;
    String country = null;
    String posterName = null;
    Long followerCount = null;
    String timestamp = null;
    String userName = null;
    Long age = null;
    String dateJoined = null;
    int nulls = 0;
    try (JsonParser parser = JSON.createParser(post)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
          nulls |= 1 << field(name);
          continue;
        }
        switch (name) {
          case "category" -> category = parser.getText();
          case "country" -> country = parser.getText();
          case "poster_name" -> posterName = parser.getText();
          case "follower_count" -> followerCount = parser.getLongValue();
          case "timestamp" -> timestamp = parser.getText();
          case "user_name" -> userName = parser.getText();
          case "age" -> age = parser.getLongValue();
          case "date_joined" -> dateJoined = parser.getText();
          default -> parser.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a joined post is not JSON", e);
    }
    return new PostFacts(
        category,
        country,
        posterName,
        followerCount,
        year(timestamp),
        userName,
        age,
        dateJoined,
        year(dateJoined),
        nulls);
  }

  private static Integer year(String instant) {
    // The join writes instants in UTC and with four digits for the year.
    return instant == null ? null : Integer.valueOf(instant.substring(0, 4));
  }

  private static int field(String name) {
    return PostFacts.FIELDS.indexOf(name);
  }
}
