// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailuresTest {
  private final InstanceException restored =
      new InstanceException(InstanceException.Cause.PARTITIONS_MOVE, "being restored");

  private final Logger logger = (Logger) LoggerFactory.getLogger(FailuresTest.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private long now;
  private final Failures failures = new Failures(logger, () -> now);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(log);
  }

  @Test
  void aRestorationIsToldOnceAndIsNoWarning() {
    failures.add("it is", restored);
    now = Duration.ofSeconds(59).toNanos();
    failures.add("it is", restored);
    failures.remove("it is");
    failures.remove("it is");
    assertThat(said())
        .containsExactly(
            "INFO it is not published for now: being restored", "INFO it is published again");
  }

  @Test
  void aRestorationThatLastsIsAWarning() {
    failures.add("it is", restored);
    now = Duration.ofMinutes(1).toNanos();
    failures.add("it is", restored);
    failures.add("it is", restored);
    assertThat(said())
        .containsExactly(
            "INFO it is not published for now: being restored",
            "WARN it is not published for now: being restored");
  }

  @Test
  void whatDoesNotPassByItselfIsAWarningAtOnce() {
    failures.add("it is", restored);
    failures.add("it is", new OutOfMemoryError("heap"));
    failures.add("it is", new IllegalStateException("broken"));
    assertThat(said())
        .containsExactly(
            "INFO it is not published for now: being restored",
            "WARN it is not published for now: java.lang.OutOfMemoryError: heap");
  }

  private List<String> said() {
    return log.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .collect(Collectors.toList());
  }
}
