// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.file.Path;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the stack's broker writes to its log. */
class BrokerLogTest {
  private static final String FAILED =
      "[ReplicaManager broker=1] Error processing append operation on partition Vuuh:load.post-2";

  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() throws Exception {
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Path.of(System.getProperty("user.dir"), "../../config/local/logback.xml").toFile());
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void recordsThatComeBeforeTheFirstOfTheirTransactionAreNoNews() {
    assertThat(
            written(
                new OutOfOrderSequenceException(
                    "Invalid sequence number for producer 1 at offset 29236 in partition load.post-2: 130 (incoming seq. number)."
                        + " Expected sequence 0 for transactions v2 idempotent producer with no existing state.")))
        .isEmpty();
  }

  @Test
  void everythingElseIsWritten() {
    assertThat(
            written(
                new OutOfOrderSequenceException(
                    "Out of order sequence number for producer 1 at offset 7 in partition load.post-2: 9 (incoming seq. number), 7 (current end sequence number)")))
        .contains("ERROR kafka.server.ReplicaManager - " + FAILED + "\n", "Exception: Out of order")
        .containsOnlyOnce("OutOfOrderSequenceException");
    assertThat(written(new NotLeaderOrFollowerException("another"))).contains(": another\n");
  }

  private String written(Throwable thrown) {
    var event =
        new LoggingEvent(
            "",
            context.getLogger("kafka.server.ReplicaManager"),
            Level.ERROR,
            FAILED,
            thrown,
            new Object[0]);
    var log =
        (OutputStreamAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("LOG");
    return new String(log.getEncoder().encode(event), UTF_8);
  }
}
