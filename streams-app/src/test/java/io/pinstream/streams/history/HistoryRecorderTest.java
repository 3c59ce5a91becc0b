// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.Rows;
import io.pinstream.streams.TopologyFixture;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.post.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryRecorderTest {
  private final TopologyFixture app = new TopologyFixture(Instant.parse("2026-11-27T18:59:50Z"));
  private final NavigableMap<String, String> topic = app.history();

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void aPointSaysHowItsMinuteHourAndDayEnded() {
    join(1, "art", "Chad");
    pass(1);
    assertThat(topic)
        .containsOnlyKeys(
            "minute 2026-11-27T18:59:00Z", "hour 2026-11-27T18:00:00Z", "day 2026-11-27T00:00:00Z");
    assertThat(topic.get("hour 2026-11-27T18:00:00Z"))
        .isEqualTo(
            "{\"time\":\"2026-11-27T18:00:00Z\",\"joined\":1,\"posts\":{\"art\":1},\"leaders\":["
                + leader(1, "\"country\":\"Chad\",\"category\":\"art\",\"category_count\":1")
                + leader(2, "\"post_year\":2018,\"category\":\"art\",\"category_count\":1")
                + leader(
                    3,
                    "\"country\":\"Chad\",\"poster_name\":\"Some Poster\",\"follower_count\":43000")
                + leader(4, "\"age_group\":\"25-35\",\"category\":\"art\",\"category_count\":1")
                + leader(5, "\"age_group\":\"25-35\",\"median_follower_count\":43000.0")
                + leader(6, "\"join_year\":2016,\"number_users_joined\":1")
                + leader(7, "\"join_year\":2016,\"median_follower_count\":43000.0")
                + leader(
                        8,
                        "\"age_group\":\"25-35\",\"join_year\":2016,\"median_follower_count\":43000.0")
                    .replaceFirst(",$", "")
                + "]}");
    join(2, "travel", "Peru");
    pass(5);
    assertThat(topic.get("minute 2026-11-27T18:59:00Z")).contains("\"joined\":1,");
    pass(4);
    assertThat(topic.get("minute 2026-11-27T18:59:00Z"))
        .as("how it ended")
        .contains("\"joined\":2,\"posts\":{\"art\":1,\"travel\":1}");
    assertThat(topic.get("hour 2026-11-27T18:00:00Z")).contains("\"joined\":2,");
    assertThat(topic.get("minute 2026-11-27T19:00:00Z")).contains("\"joined\":2,");
    assertThat(topic.get("hour 2026-11-27T19:00:00Z")).contains("\"joined\":2,");
    join(3, "art", "Peru");
    pass(10);
    assertThat(topic.get("minute 2026-11-27T19:00:00Z"))
        .as("the running one, as it is now")
        .contains("\"joined\":3,\"posts\":{\"art\":2,\"travel\":1}");
    assertThat(topic.get("hour 2026-11-27T18:00:00Z")).contains("\"joined\":2,");
    assertThat(topic.get("day 2026-11-27T00:00:00Z")).contains("\"joined\":3,");
  }

  @Test
  void aMinuteWithoutChangesIsOnePointOfEachStep() {
    join(1, "art", "Chad");
    pass(10);
    app.pass(Duration.ofSeconds(59));
    assertThat(app.takeHistory()).isEmpty();
    app.pass(Duration.ofSeconds(1));
    assertThat(app.takeHistory())
        .extracting(point -> point.key)
        .containsExactly(
            "minute 2026-11-27T19:01:00Z", "hour 2026-11-27T19:00:00Z", "day 2026-11-27T00:00:00Z");
  }

  @Test
  void theOldestPointsGoWhereThereAreTooMany() {
    join(1, "art", "Chad");
    pass(10);
    for (int hour = 1; hour < 24 * 60 + 10; hour++) {
      app.skip(Duration.ofHours(1));
      take();
    }
    // One more until the next minute begins.
    assertThat(topic.subMap("minute ", "minute ~")).as("a day of minutes").hasSize(24 * 60 + 1);
    assertThat(topic.subMap("hour ", "hour ~"))
        .as("sixty days of hours")
        .hasSize(24 * 60 + 1)
        .doesNotContainKey("hour 2026-11-27T19:00:00Z");
  }

  @Test
  void aClockThatIsAheadForAWhileTakesNothingAway() {
    join(1, "art", "Chad");
    pass(10);
    int points = topic.size();
    app.skip(Duration.ofDays(3000));
    take();
    assertThat(topic).hasSize(points + 3);
  }

  @Test
  void whateverTextsAreThereAPointIsSmall() {
    for (int ind = 1; ind <= 5; ind++) {
      join(ind, Integer.toString(ind).repeat(1_000_000), "Chad");
    }
    for (int ind = 6; ind < 1000; ind++) {
      join(ind, "category " + ind % 500, "Chad");
    }
    pass(1);
    assertThat(topic.values())
        .isNotEmpty()
        .allSatisfy(
            point ->
                assertThat(point)
                    .hasSizeLessThan(32_000)
                    .contains("\"category 10\":2")
                    .doesNotContain("11111"));
  }

  @Test
  void aQuestionThatCanNotBeAnsweredHasNoLeaderAndWithoutTheFirstThereIsNoPoint() {
    app.unanswerable.add(Question.USERS_BY_JOIN_YEAR);
    join(1, "art", "Chad");
    pass(1);
    assertThat(topic.get("day 2026-11-27T00:00:00Z"))
        .contains("\"question\":5,", "\"question\":7,")
        .doesNotContain("\"question\":6,");
    app.unanswerable.add(Question.TOP_CATEGORY_BY_COUNTRY);
    pass(90);
    assertThat(topic).hasSize(3);
  }

  private void join(int ind, String category, String country) {
    app.send(Table.PIN, ind, Rows.pin(ind, "t").replace("\"art\"", "\"" + category + "\""));
    app.send(Table.GEO, ind, Rows.geo(ind, country));
    app.send(Table.USER, ind, Rows.user(ind, 30));
  }

  private void pass(int seconds) {
    app.pass(Duration.ofSeconds(seconds));
    take();
  }

  private void take() {
    NavigableSet<String> before = new TreeSet<>(topic.keySet());
    for (KeyValue<String, String> point : app.takeHistory()) {
      if (point.value == null) {
        assertThat(before).as("a tombstone of what is there").contains(point.key);
      }
      before.add(point.key);
    }
  }

  private static String leader(int question, String row) {
    return "{\"question\":" + question + ",\"row\":{" + row + "}},";
  }
}
