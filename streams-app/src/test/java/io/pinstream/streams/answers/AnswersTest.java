// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.pinstream.streams.join.PostListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final int PARTITIONS = 3;

  private final List<String> categories = new ArrayList<>();
  private final Answers whole = new Answers(category -> {});
  private final Answers sharded = new Answers(categories::add);

  @Test
  void addsUpWhatPartitionsCount() {
    PostListener one = live(whole, 0);
    List<PostListener> several = List.of(live(sharded, 0), live(sharded, 1), live(sharded, 2));
    Random random = new Random(7);
    for (int ind = 0; ind < 300; ind++) {
      byte[] post = post(ind, random);
      one.changed(ind, null, post, 0);
      several.get(ind % PARTITIONS).changed(ind, null, post, 0);
    }
    assertSameAnswers();
    assertThat(categories).hasSize(300);
  }

  @Test
  void countsAPartitionThatComesBackFromItsStore() {
    PostListener one = live(whole, 0);
    PostListener stays = live(sharded, 0);
    PostListener moves = live(sharded, 1);
    Random random = new Random(8);
    List<byte[]> moving = new ArrayList<>();
    for (int ind = 0; ind < 100; ind++) {
      byte[] post = post(ind, random);
      one.changed(ind, null, post, 0);
      (ind % 2 == 0 ? stays : moves).changed(ind, null, post, 0);
      if (ind % 2 == 1) {
        moving.add(post);
      }
    }
    long before = sharded.version();
    moves.close();
    long without = sharded.version();
    PostListener back = sharded.open(1);
    for (int i = 0; i < moving.size(); i++) {
      back.restored(i, moving.get(i));
    }
    assertThat(sharded.version()).as("not counted before it is all there").isEqualTo(without);
    back.live();
    assertThat(List.of(before, without, sharded.version())).doesNotHaveDuplicates();
    assertSameAnswers();
  }

  @Test
  void addsUpWhatOtherInstancesHaveWritten() throws Exception {
    PostListener one = live(whole, 0);
    List<PostListener> several = List.of(live(sharded, 0), live(sharded, 1), live(sharded, 2));
    Random random = new Random(9);
    for (int ind = 0; ind < 300; ind++) {
      byte[] post = post(ind, random);
      one.changed(ind, null, post, 0);
      several.get(ind % PARTITIONS).changed(ind, null, post, 0);
    }
    for (Question question : Question.values()) {
      AnswerSum<?, ?> sum = sharded.sum(question, Set.of(1)).orElseThrow();
      sum.add(sharded.sum(question, Set.of(0, 2)).orElseThrow().toBytes());
      assertThat(text(sum)).as(question.text()).isEqualTo(text(whole, question)).isNotEmpty();
    }
  }

  @Test
  void refusesWhatIsNoSum() {
    for (String written : List.of("[1]", "[\"Chad\",\"art\"]", "[null,null,null]", "{}", "[1,2")) {
      assertThatExceptionOfType(IOException.class)
          .as(written)
          .isThrownBy(() -> Question.TOP_CATEGORY_BY_COUNTRY.sum().add(written.getBytes(UTF_8)));
    }
    for (String count : List.of("99999999999", "-1")) {
      byte[] user = ("[2015,\"a\",30,\"2015-01-01T00:00:00Z\"," + count + "]").getBytes(UTF_8);
      assertThatExceptionOfType(IOException.class)
          .as(count)
          .isThrownBy(() -> Question.USERS_BY_JOIN_YEAR.sum().add(user));
    }
  }

  @Test
  void addsUpPartitionsOnlyWhileTheyAreCounted() {
    PostListener first = live(sharded, 0);
    assertThat(counted(0)).isTrue();
    assertThat(counted(0, 1)).isFalse();
    PostListener second = sharded.open(1);
    assertThat(counted(0, 1)).as("not all of it is there").isFalse();
    second.live();
    assertThat(counted(0, 1)).isTrue();
    PostListener successor = live(sharded, 0);
    first.close();
    assertThat(counted(0, 1)).as("the thread before closes late").isTrue();
    successor.close();
    assertThat(counted(0, 1)).isFalse();
    assertThat(sharded.partitions()).containsExactly(1);
  }

  @Test
  void aHotGroupIsCountedByAllPartitionsAlike() {
    int posts = 12_000;
    int partitions = 6;
    List<PostListener> listeners =
        IntStream.range(0, partitions).mapToObj(partition -> live(sharded, partition)).toList();
    for (int ind = 0; ind < posts; ind++) {
      byte[] key = Integer.toString(ind).getBytes(UTF_8);
      // As producers choose a partition.
      int partition = Utils.toPositive(Utils.murmur2(key)) % partitions;
      listeners
          .get(partition)
          .changed(ind, null, "{\"category\":\"art\",\"country\":\"Chad\"}".getBytes(UTF_8), 0);
    }
    for (int partition = 0; partition < partitions; partition++) {
      String counted =
          text(sharded.sum(Question.TOP_CATEGORY_BY_COUNTRY, Set.of(partition)).orElseThrow())
              .get(0);
      assertThat(Integer.parseInt(counted.replaceAll("\\D", "")))
          .isCloseTo(posts / partitions, withinPercentage(10));
    }
    assertThat(text(sharded, Question.TOP_CATEGORY_BY_COUNTRY))
        .containsExactly("{\"country\":\"Chad\",\"category\":\"art\",\"category_count\":12000}");
  }

  private boolean counted(Integer... partitions) {
    return sharded.sum(Question.USERS_BY_JOIN_YEAR, Set.of(partitions)).isPresent();
  }

  private void assertSameAnswers() {
    for (Question question : Question.values()) {
      assertThat(text(sharded, question))
          .as(question.text())
          .isEqualTo(text(whole, question))
          .isNotEmpty();
    }
    assertThat(sharded.nullsByField()).isEqualTo(whole.nullsByField());
  }

  private static List<String> text(Answers answers, Question question) {
    return text(answers.sum(question, answers.partitions()).orElseThrow());
  }

  private static List<String> text(AnswerSum<?, ?> sum) {
    return sum.jsonRows().stream().map(row -> new String(row, UTF_8)).toList();
  }

  private static PostListener live(Answers answers, int partition) {
    PostListener listener = answers.open(partition);
    listener.live();
    return listener;
  }

  private static byte[] post(int ind, Random random) {
    return ("{\"ind\":%d,\"title\":null,\"follower_count\":%d,\"poster_name\":\"%s\",\"category\":\"%s\","
            + "\"country\":\"%s\",\"timestamp\":\"20%d-05-05T00:00:00Z\",\"user_name\":\"%s\",\"age\":%d,"
            + "\"date_joined\":\"20%d-01-01T00:00:00Z\"}")
        .formatted(
            ind,
            random.nextInt(5) * 1000,
            pick(random, "Ann", "Bob", "Cem"),
            pick(random, "art", "beauty"),
            pick(random, "Chad", "Peru", "Fiji"),
            17 + random.nextInt(7),
            pick(random, "U", "V", "W"),
            18 + random.nextInt(40),
            14 + random.nextInt(8))
        .getBytes(UTF_8);
  }

  private static String pick(Random random, String... from) {
    return Arrays.asList(from).get(random.nextInt(from.length));
  }
}
