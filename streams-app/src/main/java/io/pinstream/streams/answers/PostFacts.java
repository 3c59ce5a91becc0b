// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pinstream.streams.join.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What the questions ask of a post; each may be null but the list of fields that are. */
record PostFacts(
    String category,
    String country,
    String posterName,
    Long followerCount,
    String timestamp,
    String userName,
    Long age,
    String dateJoined,
    List<String> nullFields) {
  /** All fields of a post but {@code ind}, in its order. */
  static final List<String> FIELDS = fields();

  private static final JsonFactory JSON = new JsonFactory();

  /** Reads a post as the join writes it. */
  static PostFacts of(byte[] post) {
    String category = null;
    String country = null;
    String posterName = null;
    Long followerCount = null;
    String timestamp = null;
    String userName = null;
    Long age = null;
    String dateJoined = null;
    List<String> nullFields = new ArrayList<>(FIELDS.size());
    try (JsonParser parser = JSON.createParser(post)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
          nullFields.add(name);
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
        timestamp,
        userName,
        age,
        dateJoined,
        nullFields);
  }

  String ageGroup() {
    return AgeGroup.of(age);
  }

  /** The year (UTC) of the post, or null. */
  Integer postYear() {
    return year(timestamp);
  }

  /** The year (UTC) in which the user joined, or null. */
  Integer joinYear() {
    return year(dateJoined);
  }

  private static Integer year(String instant) {
    // The join writes instants in UTC and with four digits for the year.
    return instant == null ? null : Integer.valueOf(instant.substring(0, 4));
  }

  private static List<String> fields() {
    List<String> fields = new ArrayList<>();
    for (Part part : Part.values()) {
      fields.addAll(part.columnNames());
    }
    return List.copyOf(fields);
  }
}
