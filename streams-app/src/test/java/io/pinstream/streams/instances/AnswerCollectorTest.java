// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.streams.answers.AnswerPublisher;
import io.pinstream.streams.answers.LocalCounts;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.answers.QuestionSum;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerCollectorTest {
  private final LocalCounts counts = new LocalCounts();
  private final Set<Question> tooLarge = EnumSet.noneOf(Question.class);
  private final List<Question> asked = new ArrayList<>();
  private int version;
  private final AnswerCollector collector =
      new AnswerCollector(counts, () -> version, () -> 0, this::sum);

  @BeforeEach
  void open() {
    counts.open(AnswerPublisher.PARTITION).active();
  }

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void aQuestionThatFailsKeepsNoOtherBack() {
    tooLarge.add(Question.USERS_BY_JOIN_YEAR);
    collector.collect();
    assertThat(collected()).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(tooLarge)));
    asked.clear();
    collector.collect();
    assertThat(asked).as("asked again").containsExactly(Question.USERS_BY_JOIN_YEAR);
    tooLarge.clear();
    collector.collect();
    assertThat(collected()).isEqualTo(EnumSet.allOf(Question.class));
    asked.clear();
    collector.collect();
    assertThat(asked).as("nothing has changed").isEmpty();
  }

  @Test
  void whatFailedIsAskedLast() {
    tooLarge.add(Question.CATEGORIES_BY_YEAR);
    collector.collect();
    asked.clear();
    version++;
    collector.collect();
    assertThat(asked).hasSize(8).last().isEqualTo(Question.CATEGORIES_BY_YEAR);
  }

  /** While partition 0 was elsewhere, its topic may have been told something newer. */
  @Test
  void ofAQuestionThatFailsNothingOlderIsPublished() {
    collector.collect();
    assertThat(collected()).contains(Question.USERS_BY_JOIN_YEAR);
    tooLarge.add(Question.USERS_BY_JOIN_YEAR);
    version++;
    collector.collect();
    assertThat(collected()).doesNotContain(Question.USERS_BY_JOIN_YEAR);
  }

  @Test
  void goesOnBehindAnError() {
    AtomicInteger turns = new AtomicInteger();
    try (AnswerCollector failing =
        new AnswerCollector(
            counts,
            () -> {
              if (turns.incrementAndGet() == 1) {
                throw new OutOfMemoryError("thrown by the test");
              }
              return version;
            },
            () -> 0,
            question -> counts.sum(question, Set.of(AnswerPublisher.PARTITION)).orElseThrow())) {
      failing.start();
      await().until(() -> failing.latest().isPresent());
    }
  }

  private Set<Question> collected() {
    return collector.latest().orElseThrow().questions();
  }

  private QuestionSum sum(Question question) {
    asked.add(question);
    if (tooLarge.contains(question)) {
      throw new InstanceException(InstanceException.Cause.INSTANCE_IS_SLOW, "too much to add up");
    }
    return counts.sum(question, Set.of(AnswerPublisher.PARTITION)).orElseThrow();
  }
}
