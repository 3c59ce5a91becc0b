// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.stack.demo.CleanRowOracle;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Clean rows in the order in which they are written to the topics, with resends, changed rows and
 * tombstones among them, and the posts that are left in the end.
 */
final class RowHistory {
  /** A row of a part's topic; null is a tombstone. */
  record Event(String part, int ind, String row) {}

  private static final ObjectMapper JSON = CleanRowOracle.exactJson();
  private static final List<String> CATEGORIES =
      List.of("art", "beauty", "christmas", "finance", "travel", "vehicles");
  private static final List<String> COUNTRIES =
      List.of("Albania", "Albania", "Albania", "Algeria", "Côte d'Ivoire", "Chad", "Fiji");
  private static final long FIRST_SECOND = Instant.parse("2014-06-01T00:00:00Z").getEpochSecond();
  private static final int NINE_YEARS = 9 * 366 * 24 * 3600;

  private final Random random;
  private final List<Event> events = new ArrayList<>();

  private RowHistory(long seed) {
    this.random = new Random(seed);
  }

  static RowHistory ofPosts(int posts, long seed) {
    var history = new RowHistory(seed);
    for (int ind = 0; ind < posts; ind++) {
      for (var part : Topics.PARTS) {
        history.events.add(history.event(part, ind));
      }
    }
    Collections.shuffle(history.events, history.random);
    var again = new ArrayList<Event>();
    for (var event : List.copyOf(history.events)) {
      switch (history.random.nextInt(20)) {
        case 0, 1, 2, 3, 4 -> again.add(event);
        case 5, 6 -> again.add(history.event(event.part(), event.ind()));
        case 7 -> again.add(new Event(event.part(), event.ind(), null));
        default -> {}
      }
    }
    Collections.shuffle(again, history.random);
    history.events.addAll(again);
    return history;
  }

  List<Event> events() {
    return events;
  }

  /** The posts of an undisturbed run, by index. */
  Map<String, ObjectNode> posts() throws IOException {
    var last = new HashMap<List<Object>, Event>();
    events.forEach(event -> last.put(List.of(event.part(), event.ind()), event));
    var posts = new TreeMap<String, ObjectNode>();
    var parts = new HashMap<Integer, Integer>();
    for (var part : Topics.PARTS) {
      for (var event : last.values()) {
        if (event.part().equals(part) && event.row() != null) {
          parts.merge(event.ind(), 1, Integer::sum);
          posts
              .computeIfAbsent(Integer.toString(event.ind()), ind -> JSON.createObjectNode())
              .setAll((ObjectNode) JSON.readTree(event.row()));
        }
      }
    }
    posts.keySet().removeIf(ind -> parts.get(Integer.valueOf(ind)) < Topics.PARTS.size());
    return posts;
  }

  private Event event(String part, int ind) {
    var row = JSON.createObjectNode().put("ind", ind);
    switch (part) {
      case "pin" ->
          row.put("unique_id", Integer.toHexString(random.nextInt()))
              .put("title", rarelyNull("Title \"" + random.nextInt(1000) + "\" 😀"))
              .putNull("description")
              .put("follower_count", random.nextInt(8) * 500 + random.nextInt(2))
              .put("poster_name", rarelyNull("Poster " + random.nextInt(40)))
              .put("tag_list", "a,b")
              .put("is_image_or_video", "image")
              .putNull("image_src")
              .put("save_location", "/data/x")
              .put("category", rarelyNull(pick(CATEGORIES)));
      case "geo" -> {
        row.put("country", pick(COUNTRIES));
        row.putArray("coordinates")
            .add(random.nextInt(180) - 90.0)
            .add(random.nextInt(360) - 180.0);
        row.put("timestamp", instant(NINE_YEARS));
      }
      default ->
          row.put("user_name", "User " + random.nextInt(20))
              .put("age", random.nextInt(50) + 15)
              // Few, so that several posts have the same user.
              .put("date_joined", instant(NINE_YEARS).substring(0, 4) + "-03-01T10:00:00Z");
    }
    return new Event(part, ind, row.toString());
  }

  private String instant(int withinSeconds) {
    return Instant.ofEpochSecond(FIRST_SECOND + random.nextInt(withinSeconds)).toString();
  }

  private String rarelyNull(String text) {
    return random.nextInt(10) == 0 ? null : text;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
