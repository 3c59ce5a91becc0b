// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.pinstream.streams.PostFixture;
import io.pinstream.streams.Rows;
import io.pinstream.streams.join.PostListener;
import io.pinstream.streams.post.Post;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class LocalCountsTest {
  private static final int PARTITIONS = 3;

  private final LocalCounts whole = new LocalCounts();
  private final LocalCounts sharded = new LocalCounts();

  @Test
  void addsUpWhatPartitionsCount() {
    PostListener one = live(whole, 0);
    List<PostListener> several = List.of(live(sharded, 0), live(sharded, 1), live(sharded, 2));
    Random random = new Random(7);
    for (int ind = 0; ind < 300; ind++) {
      Post post = post(ind, random);
      one.changed(Post.none(ind), post, 0);
      several.get(ind % PARTITIONS).changed(Post.none(ind), post, 0);
    }
    assertSameAnswers();
  }

  @Test
  void countsAPartitionThatComesBackFromItsStore() {
    PostListener one = live(whole, 0);
    PostListener stays = live(sharded, 0);
    PostListener moves = live(sharded, 1);
    Random random = new Random(8);
    List<Post> moving = new ArrayList<>();
    for (int ind = 0; ind < 100; ind++) {
      Post post = post(ind, random);
      one.changed(Post.none(ind), post, 0);
      (ind % 2 == 0 ? stays : moves).changed(Post.none(ind), post, 0);
      if (ind % 2 == 1) {
        moving.add(post);
      }
    }
    long before = sharded.version();
    moves.standby();
    long without = sharded.version();
    PostListener back = sharded.open(1);
    for (Post post : moving) {
      // The changelog may still have older versions, and posts that are gone.
      Post older = post(post.index(), random);
      back.restored(Post.none(post.index()), older);
      back.restored(older, Post.none(post.index()));
      back.restored(Post.none(post.index()), older);
      back.restored(older, post);
    }
    assertThat(sharded.version()).as("not counted before it is all there").isEqualTo(without);
    back.active();
    assertThat(List.of(before, without, sharded.version())).doesNotHaveDuplicates();
    assertSameAnswers();
  }

  @Test
  void addsUpWhatOtherInstancesHaveWritten() throws Exception {
    PostListener one = live(whole, 0);
    List<PostListener> several = List.of(live(sharded, 0), live(sharded, 1), live(sharded, 2));
    Random random = new Random(9);
    for (int ind = 0; ind < 300; ind++) {
      Post post = post(ind, random);
      one.changed(Post.none(ind), post, 0);
      several.get(ind % PARTITIONS).changed(Post.none(ind), post, 0);
    }
    for (Question question : Question.values()) {
      QuestionSum sum = sharded.sum(question, Set.of(1)).orElseThrow();
      sum.add(sharded.sum(question, Set.of(0, 2)).orElseThrow().toBytes());
      assertThat(text(sum)).as(question.text()).isEqualTo(text(whole, question)).isNotEmpty();
    }
  }

  @Test
  void refusesWhatIsNoSum() {
    QuestionSum sum = new QuestionSum(Question.USERS_BY_JOIN_YEAR);
    byte[] good = sum.toBytes();
    sum.add(Post.of(1, PostFixture.stored("n")));
    byte[] written = sum.toBytes();
    assertThatNoException().isThrownBy(() -> sum.add(good));
    for (int length = 1; length < written.length; length++) {
      byte[] cut = Arrays.copyOf(written, length);
      assertThatRuntimeException().isThrownBy(() -> sum.add(cut));
    }
    byte[] negative = written.clone();
    negative[0] = -1;
    assertThatRuntimeException().isThrownBy(() -> sum.add(negative));
  }

  /** All posters are as many as users. */
  @Test
  void tellsOtherInstancesOfLeadersOnly() {
    PostListener one = live(whole, 0);
    List<Integer> bytes = new ArrayList<>();
    for (int ind = 0; ind < 100; ind++) {
      String pin =
          Rows.pin(ind, "t").replace("43000", "" + ind % 50).replace("Some Poster", "P" + ind);
      Post post = PostFixture.post(ind, pin, Rows.geo(ind, "Chad"), Rows.user(ind, 30));
      one.changed(Post.none(ind), post, 0);
      QuestionSum sum = whole.sum(Question.TOP_POSTER_BY_COUNTRY, Set.of(0)).orElseThrow();
      bytes.add(sum.toBytes().length);
    }
    assertThat(bytes.get(49)).isLessThan(bytes.get(99)).isLessThan(50);
    assertThat(text(whole, Question.TOP_POSTER_BY_COUNTRY))
        .containsExactly(
            "{\"country\":\"Chad\",\"poster_name\":\"P49\",\"follower_count\":49}",
            "{\"country\":\"Chad\",\"poster_name\":\"P99\",\"follower_count\":49}");
  }

  @Test
  void whoHasASumSeesNoLaterChange() {
    PostListener one = live(whole, 0);
    Random random = new Random(10);
    Post first = post(1, random);
    one.changed(Post.none(1), first, 0);
    QuestionSum before = whole.sum(Question.USERS_BY_JOIN_YEAR, Set.of(0)).orElseThrow();
    List<String> rows = text(before);
    for (int ind = 2; ind < 200; ind++) {
      one.changed(Post.none(ind), post(ind, random), 0);
    }
    one.changed(first, Post.none(1), 0);
    assertThat(text(before)).isEqualTo(rows);
    assertThat(text(whole, Question.USERS_BY_JOIN_YEAR)).isNotEqualTo(rows);
  }

  @Test
  void countsWhatAStandbyIsToldAndAnswersWhenItTakesOver() {
    PostListener standby = whole.open(0);
    Random random = new Random(12);
    for (int ind = 0; ind < 50; ind++) {
      standby.restored(Post.none(ind), post(ind, random));
    }
    assertThat(whole.partitions()).isEmpty();
    standby.active();
    assertThat(text(whole, Question.CATEGORIES_BY_YEAR)).isNotEmpty();
    standby.standby();
    assertThat(whole.partitions()).isEmpty();
    Post older = post(1000, random);
    standby.restored(Post.none(1000), older);
    standby.active();
    assertThat(whole.partitions()).containsExactly(0);
  }

  @Test
  void addsUpPartitionsOnlyWhileTheyAreCounted() {
    PostListener first = live(sharded, 0);
    assertThat(counted(0)).isTrue();
    assertThat(counted(0, 1)).isFalse();
    PostListener second = sharded.open(1);
    assertThat(counted(0, 1)).as("not all of it is there").isFalse();
    second.active();
    assertThat(counted(0, 1)).isTrue();
    first.changed(Post.none(1), post(1, new Random(13)), 0);
    first.changed(Post.none(2), post(2, new Random(14)), 0);
    long before = sharded.version();
    PostListener successor = live(sharded, 0);
    assertThat(sharded.version()).as("what was summed up is old").isGreaterThan(before);
    first.standby();
    assertThat(counted(0, 1)).as("the thread before closes late").isTrue();
    successor.standby();
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
          .changed(
              Post.none(ind),
              PostFixture.post(ind, Rows.pin(ind, "t"), Rows.geo(ind, "Chad"), Rows.user(ind, 30)),
              0);
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

  @Test
  void aUserOfUnknownAgeIsNotOneOfTheLeastAge() {
    PostListener one = live(whole, 0);
    String user = Rows.user(1, 30);
    for (String age : List.of("null", "null", Long.toString(Long.MIN_VALUE))) {
      Post post =
          PostFixture.post(1, Rows.pin(1, "t"), Rows.geo(1, "Chad"), user.replace("30", age));
      one.changed(Post.none(1), post, 0);
    }
    assertThat(text(whole, Question.USERS_BY_JOIN_YEAR))
        .containsExactly("{\"join_year\":2016,\"number_users_joined\":2}");
  }

  /** The changelog of an earlier version may hold them: each is as large as a row may be. */
  @Test
  void holdsNoNameThatIsTooLongToBeCounted() {
    PostListener restored = live(whole, 0);
    Post shortest = Post.of(1, PostFixture.stored("n"));
    Post tooLong = Post.of(2, PostFixture.stored("n".repeat(8193)));
    restored.restored(Post.none(1), shortest);
    List<Integer> held = bytesHeld();
    restored.restored(Post.none(2), tooLong);
    assertThat(bytesHeld()).isEqualTo(held);
    restored.restored(tooLong, Post.none(2));
    restored.restored(shortest, Post.none(1));
    assertThat(text(whole, Question.TOP_CATEGORY_BY_COUNTRY)).isEmpty();
  }

  private List<Integer> bytesHeld() {
    return Arrays.stream(Question.values())
        .map(question -> whole.sum(question, Set.of(0)).orElseThrow().toBytes().length)
        .toList();
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

  private static List<String> text(LocalCounts answers, Question question) {
    return text(answers.sum(question, answers.partitions()).orElseThrow());
  }

  private static List<String> text(QuestionSum sum) {
    return sum.jsonRows().stream().map(row -> new String(row, UTF_8)).toList();
  }

  private static PostListener live(LocalCounts answers, int partition) {
    PostListener listener = answers.open(partition);
    listener.active();
    return listener;
  }

  private static Post post(long ind, Random random) {
    return PostFixture.post(
        ind,
        Rows.pin(ind, "t")
            .replace("43000", Integer.toString(random.nextInt(5) * 1000))
            .replace("Some Poster", pick(random, "Ann", "Bob", "Cem \\\\"))
            .replace("\"art\"", "\"" + pick(random, "art", "beauty") + "\""),
        Rows.geo(ind, pick(random, "Chad", "Peru", "Fiji"))
            .replace("2018-", "20" + (17 + random.nextInt(7)) + "-"),
        Rows.user(ind, 18 + random.nextInt(40))
            .replace("Some One", pick(random, "U", "V", "W"))
            .replace("2016-", "20" + (14 + random.nextInt(8)) + "-"));
  }

  private static String pick(Random random, String... from) {
    return Arrays.asList(from).get(random.nextInt(from.length));
  }
}
