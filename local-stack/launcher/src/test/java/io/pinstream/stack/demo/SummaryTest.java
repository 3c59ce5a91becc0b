// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final Map<String, Long> LAKE =
      Map.of("pin", 20L, "geo", 20L, "user", 20L, "post", 12L);

  @Test
  void aWholeRunIsOneJsonObjectInTheOrderOfTheContract() {
    assertThat(summary(sight(20, 12, 12, 20, 12, 0), LAKE).toJson())
        .isEqualTo(
            "{\"posts\":20,\"distinct\":12,\"joined\":12,"
                + "\"records\":{\"pin\":20,\"geo\":20,\"user\":20},"
                + "\"lake\":{\"geo\":20,\"pin\":20,\"post\":12,\"user\":20},"
                + "\"dead_letters\":0,\"seconds\":4.2,\"latency_ms\":{\"p50\":31,\"p99\":118},"
                + "\"answers\":{\"lake_equals_live\":true},"
                + "\"http\":\"http://127.0.0.1:1\",\"ok\":true}");
  }

  @Test
  void aRestProxyIsNamedIfThereIsOne() {
    var summary =
        new Summary(
            sight(20, 12, 12, 20, 12, 0),
            new TreeMap<>(LAKE),
            4.2,
            "http://127.0.0.1:1",
            "http://127.0.0.1:2",
            Optional.of(20L),
            List.of(),
            Optional.empty(),
            Optional.empty());
    assertThat(summary.toJson())
        .endsWith("\"http\":\"http://127.0.0.1:1\",\"rest\":\"http://127.0.0.1:2\",\"ok\":true}");
  }

  @Test
  void everythingMissingIsNamed() {
    var summary = summary(sight(19, 12, 10, 18, 10, 1), Map.of("pin", 18L, "geo", 0L));
    assertThat(summary.ok()).isFalse();
    assertThat(summary.missing())
        .containsExactly(
            "20 posts were asked for, 19 were emitted",
            "the pin topic holds 18 records of 19",
            "10 posts are joined of 12; the first that differ: [3, 7]",
            "the lake has 0 geo rows of 19",
            "the lake has 0 user rows of 19",
            "the lake has 0 post rows of 10",
            "1 records went to the dead-letter topic, 0 are bad");
    assertThat(summary.toText()).contains("MISSING:").contains("the lake has 0 geo rows");
  }

  @Test
  void whatBecameOfPostsIsSeenInTheOutputTopic() {
    // Twelve came, three of them in a newer version, and two went.
    var sight =
        new PostWatch.Sight(12, 12, 10, Map.of("post", 17L), Map.of("post", 2L), 4, 0, 31, 118);
    assertThat(sight.life()).isEqualTo("3 edited   2 deleted   4 dead letters");
  }

  @Test
  void aDifferenceIsTheLastThingMissing() {
    var summary = summary(sight(20, 12, 12, 20, 12, 0), LAKE).compared(Optional.of("row 1"));
    assertThat(summary.complete()).isTrue();
    assertThat(summary.missing()).containsExactly("row 1");
    assertThat(summary.toJson()).contains("\"answers\":{\"lake_equals_live\":false}");
    assertThat(summary(sight(20, 12, 11, 20, 12, 0), LAKE).compared(Summary.NOT_COMPARED).missing())
        .hasSize(1)
        .allMatch(line -> line.contains("11 posts are joined of 12"));
  }

  @Test
  void aResentRecordIsNotTakenForAPost() {
    assertThat(summary(sight(20, 12, 12, 21, 12, 0), LAKE).missing())
        .contains("the pin topic holds 21 records of 20");
  }

  private static PostWatch.Sight sight(
      long posts, long distinct, long joined, long pins, long joinedRecords, long deadLetters) {
    var records = new LinkedHashMap<String, Long>();
    records.put("pin", pins);
    records.put("geo", posts);
    records.put("user", posts);
    records.put("post", joinedRecords);
    return new PostWatch.Sight(posts, distinct, joined, records, Map.of(), deadLetters, 0, 31, 118);
  }

  private static Summary summary(PostWatch.Sight sight, Map<String, Long> lake) {
    return new Summary(
        sight,
        new TreeMap<>(lake),
        4.2,
        "http://127.0.0.1:1",
        null,
        Optional.of(20L),
        List.of(3L, 7L),
        Optional.empty(),
        Optional.empty());
  }
}
