// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** What the app's own logging configuration writes and what it leaves out. */
class LoggingTest {
  private static final String SENDER = "org.apache.kafka.clients.producer.internals.Sender";
  private static final String RETRYING =
      "[Producer clientId=a] Got error produce response with correlation id 47 on topic-partition"
          + " pinstream.answer.1-0, retrying (2147483646 attempts left). Error: ";

  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  /**
   * Nor that what was sent behind its successor's first records waits for them to be sent again.
   */
  @ParameterizedTest
  @ValueSource(strings = {"CONCURRENT_TRANSACTIONS", "OUT_OF_ORDER_SEQUENCE_NUMBER"})
  void aTransactionThatIsStillBeingEndedIsNoNews(String error) {
    assertThat(written(SENDER, RETRYING + error, null)).isEmpty();
  }

  /** It has been tried for some 15 s by then, with a second between two tries at most. */
  @Test
  void oneThatDoesNotEndIsNews() {
    String later = RETRYING.replace("2147483646", "2147483629");
    assertThat(written(SENDER, later + "OUT_OF_ORDER_SEQUENCE_NUMBER", null))
        .endsWith("(2147483629 attempts left). Error: OUT_OF_ORDER_SEQUENCE_NUMBER\n");
  }

  @Test
  void everythingElseIsWritten() {
    assertThat(written(SENDER, RETRYING + "NOT_LEADER_OR_FOLLOWER", null))
        .endsWith("WARN  Sender - " + RETRYING + "NOT_LEADER_OR_FOLLOWER\n");
    assertThat(written("io.pinstream.Some", RETRYING + "CONCURRENT_TRANSACTIONS", null))
        .endsWith("CONCURRENT_TRANSACTIONS\n");
    assertThat(written(SENDER, "sent", new IllegalStateException("broken")))
        .contains("Sender - sent\n", "IllegalStateException: broken", "\tat ");
  }

  private String written(String logger, String message, Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent("", context.getLogger(logger), Level.WARN, message, thrown, new Object[0]);
    return new String(console().getEncoder().encode(event), UTF_8);
  }

  private OutputStreamAppender<ILoggingEvent> console() {
    return (OutputStreamAppender<ILoggingEvent>)
        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console");
  }
}
