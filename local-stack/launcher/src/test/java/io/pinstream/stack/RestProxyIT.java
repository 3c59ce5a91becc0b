// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinstream.stack.demo.CleanRowOracle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the original's two scripts do, done to the REST proxy by a script in Python: the topics are
 * those of the source connector, byte for byte but for the header {@code post.seq}, which says
 * where in an emulation a post stands; and they are what an oracle says, which shares no code with
 * either.
 */
@ExtendWith(NeedsPython.class)
class RestProxyIT {
  private static final int ROWS = 600;
  private static final int FIRST_EMOJI = 0x1f300;

  @TempDir private Path directory;
  @TempDir private Path files;

  /** A record, but for its offset: what its place in the topic's order does not decide. */
  private record Written(int partition, String value) {}

  @Test
  void rowsThatScriptsPostAreThoseOfTheSourceConnector() throws Exception {
    var options = StackOptions.defaults(directory, "script").withRows(ROWS).withRestPort(0);
    try (var test = TestStack.start(options)) {
      var stack = test.stack();
      var connector = new SourceConnector(stack, "connector", Emulation.of(ROWS));
      connector.deploy();
      connector.awaitExactly(LongStream.range(0, ROWS));

      post(stack, "batch", IntStream.range(0, ROWS / 2));
      post(stack, "streaming", IntStream.range(ROWS / 2, ROWS));

      var database = stack.database();
      var oracle = CleanRowOracle.read(database.url(), database.user(), database.password());
      for (var part : Topics.PARTS) {
        var posted = written(stack, "script." + part);
        assertThat(posted).as(part).hasSize(ROWS).isEqualTo(written(stack, "connector." + part));
        var values = new HashMap<Integer, JsonNode>();
        for (var record : posted.entrySet()) {
          values.put(
              Integer.valueOf(record.getKey()),
              CleanRowOracle.exactJson().readTree(record.getValue().value()));
        }
        assertThat(values).as(part).isEqualTo(new HashMap<>(oracle.part(part)));
      }
      await()
          .atMost(TestStack.PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(test.watch().sight().joined()).isEqualTo(ROWS);
                assertThat(test.watch().sight().deadLetters()).isZero();
              });
      assertThat(test.crashes()).isEmpty();
    }
  }

  /** Each key once, with where and what it is. */
  private static Map<String, Written> written(LocalStack stack, String topic) {
    var written = new HashMap<String, Written>();
    TopicReader.read(stack.broker().bootstrapServers(), topic)
        .forEach(
            record ->
                assertThat(
                        written.put(record.key(), new Written(record.partition(), record.value())))
                    .as("an earlier record of key %s", record.key())
                    .isNull());
    return written;
  }

  private void post(LocalStack stack, String script, IntStream indexes) throws Exception {
    var rows = rowsFile(stack, script, indexes);
    var command =
        List.of(
            NeedsPython.PYTHON,
            Path.of(System.getProperty("pinstream.home"))
                .resolve("local-stack/launcher/src/test/python/post_rows.py")
                .toString(),
            stack.rest().orElseThrow().url(),
            "script",
            script,
            rows.toString());
    var output = files.resolve(script + ".out").toFile();
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("%s ends by itself", script).isTrue();
    assertThat(Files.readString(output.toPath()))
        .as(script)
        .contains("{\"200\": %d}".formatted(ROWS / 2 * Topics.PARTS.size()));
    assertThat(process.exitValue()).as(script).isZero();
  }

  /** Half an emulation, as other producers write its rows. */
  private Path rowsFile(LocalStack stack, String script, IntStream indexes) throws Exception {
    var database = stack.database();
    var raw = RawRows.read(database.url(), database.user(), database.password());
    var lines = new ArrayList<String>();
    for (int index : indexes.toArray()) {
      for (var part : Topics.PARTS) {
        lines.add("{\"part\": \"%s\", \"row\": %s}".formatted(part, raw.part(part).get(index)));
      }
    }
    assertThat(lines.toString().codePoints())
        .as("an emoji among the rows")
        .anyMatch(point -> point >= FIRST_EMOJI);
    return Files.write(files.resolve(script + ".jsonl"), lines);
  }
}
