// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.stack.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the posts of an emulation that has ended hold: the oracle's indexes, the tables' rows. */
public final class ExpectedPosts {
  private static final String VERSION_4_UUID =
      "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

  private final EmulationOracle.Outcome outcome;
  private final CleanRowOracle rows;
  private final Map<Long, String> madeUp = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  public ExpectedPosts(EmulationOracle.Outcome outcome, CleanRowOracle rows) {
    this.outcome = outcome;
    this.rows = rows;
  }

  /** The indexes of the posts that there are. */
  public Set<Long> indexes() {
    return outcome.posts().keySet();
  }

  /**
   * The newest version of a post that is there.
   *
   * @param found what was found of it: the id of a row that is drawn again is made up, so the first
   *     that is found is taken from there if it has the shape of one and no other post has it;
   *     every other version, and every other topic, has to have the same
   */
  public ObjectNode post(long index, JsonNode found) {
    int row = Math.toIntExact(outcome.posts().get(index));
    var edit = outcome.edits().get(index);
    var post = edit == null ? rows.post(row) : rows.edited(row, edit.position(), edit.followers());
    post.put("ind", Math.toIntExact(index));
    if (index != row) {
      var id = found.path("unique_id").asText();
      if (!madeUp.containsKey(index) && id.matches(VERSION_4_UUID) && taken.add(id)) {
        madeUp.put(index, id);
      }
      post.put("unique_id", madeUp.get(index));
    }
    return post;
  }

  /**
   * What the newest value of a topic has to hold.
   *
   * @param suffix of the topic: a part or {@code post}
   * @return null if there should be none
   */
  public JsonNode value(String suffix, long index, JsonNode found) {
    if (!outcome.posts().containsKey(index)) {
      return null;
    }
    var post = post(index, found);
    return Topics.PARTS.contains(suffix) ? post.retain(fields(suffix)) : post;
  }

  private Set<String> fields(String part) {
    return rows.part(part).values().iterator().next().properties().stream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
