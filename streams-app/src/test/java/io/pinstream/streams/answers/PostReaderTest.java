// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.streams.TopologyFixture;
import io.pinstream.streams.join.Part;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.kafka.streams.KeyValue;

/** Whatever the rows, of the post that the join makes of them this reads what a JSON tree has. */
class PostReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long FIRST_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private static TopologyFixture app;

  // One for all: what it keeps of earlier posts must not show.
  private static final PostReader READER = new PostReader();

  @BeforeContainer
  static void open() {
    app = new TopologyFixture();
  }

  @AfterContainer
  static void close() {
    app.close();
  }

  @Property(tries = 300)
  void readsWhatAJsonTreeHas(@ForAll("rows") Map<Part, ObjectNode> rows) throws Exception {
    byte[] post = join(rows);
    assertThat(READER.read(post)).as(new String(post, UTF_8)).isEqualTo(facts(post));
  }

  @Property(tries = 300)
  void readsOtherSpellingsToo(@ForAll("rows") Map<Part, ObjectNode> rows, @ForAll Random random)
      throws Exception {
    byte[] post = join(rows);
    PostFacts expected = facts(post);
    JsonNode tree = JSON.readTree(post);
    assertThat(READER.read(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree)))
        .isEqualTo(expected);
    List<String> names = new ArrayList<>();
    tree.fieldNames().forEachRemaining(names::add);
    Collections.shuffle(names, random);
    ObjectNode shuffled = JSON.createObjectNode();
    names.forEach(name -> shuffled.set(name, tree.get(name)));
    assertThat(READER.read(JSON.writeValueAsBytes(shuffled))).isEqualTo(expected);
  }

  private static byte[] join(Map<Part, ObjectNode> rows) {
    rows.forEach((part, row) -> app.send(part, row.get("ind").longValue(), row.toString()));
    List<KeyValue<String, String>> posts = app.posts();
    assertThat(app.deadLetters()).isEmpty();
    byte[] post = posts.get(posts.size() - 1).value.getBytes(UTF_8);
    rows.forEach((part, row) -> app.send(part, row.get("ind").longValue(), null));
    app.posts();
    return post;
  }

  private static PostFacts facts(byte[] post) throws IOException {
    JsonNode tree = JSON.readTree(post);
    int nulls = 0;
    for (int field = 0; field < PostFacts.FIELDS.size(); field++) {
      if (tree.get(PostFacts.FIELDS.get(field)).isNull()) {
        nulls |= 1 << field;
      }
    }
    return new PostFacts(
        tree.get("category").textValue(),
        tree.get("country").textValue(),
        tree.get("poster_name").textValue(),
        number(tree.get("follower_count")),
        year(tree.get("timestamp")),
        tree.get("user_name").textValue(),
        number(tree.get("age")),
        tree.get("date_joined").textValue(),
        year(tree.get("date_joined")),
        nulls);
  }

  private static Long number(JsonNode node) {
    return node.isNull() ? null : (Long) node.longValue();
  }

  private static Integer year(JsonNode node) {
    return node.isNull() ? null : Integer.valueOf(node.textValue().substring(0, 4));
  }

  @Provide
  Arbitrary<Map<Part, ObjectNode>> rows() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
                Arbitraries.of(
                    "", "art", "Côte d'Ivoire", "a \"b\" \\ c", "\\", "\n\t\u0001", "😀"),
                Arbitraries.strings().ofMaxLength(30))
            .filter(text -> UTF_8.newEncoder().canEncode(text))
            .injectNull(0.1);
    Arbitrary<Long> numbers =
        Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.longs().between(-100, 100))
            .injectNull(0.1);
    Arbitrary<String> instants =
        Combinators.combine(
                Arbitraries.longs().between(FIRST_SECOND, LAST_SECOND),
                Arbitraries.of(0, 0, 120_000_000, 123_456_789))
            .as((second, nano) -> Instant.ofEpochSecond(second, nano).toString())
            .injectNull(0.1);
    Arbitrary<BigDecimal> degrees = Arbitraries.bigDecimals().ofScale(4).injectNull(0.1);
    Arbitrary<Long> indexes = Arbitraries.longs().greaterOrEqual(0);
    return Combinators.combine(
            indexes,
            texts.list().ofSize(11),
            numbers.list().ofSize(2),
            instants.list().ofSize(2),
            degrees.list().ofSize(2))
        .as(PostReaderTest::rows);
  }

  private static Map<Part, ObjectNode> rows(
      long index,
      List<String> texts,
      List<Long> numbers,
      List<String> instants,
      List<BigDecimal> degrees) {
    ObjectNode pin = JSON.createObjectNode().put("ind", index);
    int next = 0;
    for (String column : Part.PIN.columnNames()) {
      if (column.equals("follower_count")) {
        pin.put(column, numbers.get(0));
      } else {
        pin.put(column, texts.get(next++));
      }
    }
    ObjectNode geo = JSON.createObjectNode().put("ind", index).put("country", texts.get(next++));
    if (degrees.get(0) == null && degrees.get(1) == null) {
      geo.putNull("coordinates");
    } else {
      geo.putArray("coordinates").add(degrees.get(0)).add(degrees.get(1));
    }
    geo.put("timestamp", instants.get(0));
    ObjectNode user =
        JSON.createObjectNode()
            .put("ind", index)
            .put("user_name", texts.get(next))
            .put("age", numbers.get(1))
            .put("date_joined", instants.get(1));
    return Map.of(Part.PIN, pin, Part.GEO, geo, Part.USER, user);
  }
}
