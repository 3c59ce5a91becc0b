// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pinstream.streams.answers.LocalCounts;
import io.pinstream.streams.answers.Question;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterAnswersTest {
  /** Else who was silent adds up partitions that are counted elsewhere by now. */
  @Test
  void isAskedForAllThatIsHereAndNothingElse() {
    LocalCounts counts = new LocalCounts();
    counts.open(0).active();
    counts.open(2).active();
    ClusterAnswers answers =
        new ClusterAnswers(
            counts, new AllInstances(Optional::empty, new PeerClient(Optional.empty())));
    answers.checkAsked(Set.of(0, 2));
    assertThatThrownBy(() -> answers.checkAsked(Set.of(0)))
        .hasMessageContaining("of the partitions")
        .hasMessageContaining("only [0] were asked for");
    assertThatThrownBy(() -> answers.checkAsked(Set.of(0, 1, 2)))
        .hasMessageContaining("not all of the partitions");
  }

  /** Else each would wait for a silent instance in turn, with a thread of the web server. */
  @Test
  void whoWaitsWhileItFailsDoesNotTryInTurn() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    AtomicInteger failures = new AtomicInteger();
    CountDownLatch fail = new CountDownLatch(1);
    ClusterAnswers answers =
        new ClusterAnswers(
            new LocalCounts(),
            new AllInstances(
                () -> {
                  tries.incrementAndGet();
                  try {
                    fail.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  throw new IllegalStateException("not known yet");
                },
                new PeerClient(Optional.empty())));
    Runnable asks =
        () -> {
          assertThatThrownBy(() -> answers.sum(Question.USERS_BY_JOIN_YEAR))
              .hasMessage("not known yet");
          failures.incrementAndGet();
        };
    List<Thread> callers = Stream.generate(() -> new Thread(asks)).limit(8).toList();
    callers.forEach(Thread::start);
    await()
        .until(
            () ->
                tries.get() == 1
                    && callers.stream()
                            .filter(each -> each.getState() == Thread.State.BLOCKED)
                            .count()
                        == callers.size() - 1);
    fail.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(failures).hasValue(callers.size());
    assertThat(tries).hasValue(1);
    assertThatThrownBy(() -> answers.sum(Question.USERS_BY_JOIN_YEAR)).hasMessage("not known yet");
    assertThat(tries).as("who comes later").hasValue(2);
  }
}
