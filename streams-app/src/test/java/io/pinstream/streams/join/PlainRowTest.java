// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainRowTest {
  private static final long INDEX = 7528;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GEO =
      "{\"ind\":7528,\"country\":\"Chad\",\"coordinates\":[-88.8298,8.65953],"
          + "\"timestamp\":\"2018-06-26T02:39:25Z\"}";

  // What is worth putting into a row to spoil it.
  private static final byte[] SPOILERS =
      "\"\\,:{}[] \n\t-+.0123456789eEnulZTtruefalse/\u00e9\ud83d\ude00\u0001".getBytes(UTF_8);

  private static final String EMOJI = "\ud83d\ude00\\ud83d \udbff\udfff\ud800\udc00";

  private static final List<String> TEXTS =
      List.of("", "art", "a \"b\" \\ c", "line\nbreak\ttab", "caf\u00e9 \u4e2d", "/", EMOJI);

  @Property
  void findsWhatJsonConverterWrites(@ForAll Part part, @ForAll Random random) throws Exception {
    byte[] row = row(part, random, true);
    assertThat(isPlain(part, row)).as(new String(row, UTF_8)).isTrue();
    assertThat(read(part, row)).isEqualTo(parse(part, row));
  }

  @Property(tries = 5000)
  void takesNothingThatTheParserReadsInAnotherWay(
      @ForAll Part part, @ForAll Random random, @ForAll @IntRange(min = 1, max = 3) int spoilt)
      throws Exception {
    byte[] row = row(part, random, false);
    for (int i = 0; i < spoilt; i++) {
      row = spoil(row, random);
    }
    if (isPlain(part, row)) {
      assertThat(read(part, row)).as(new String(row, UTF_8)).isEqualTo(parse(part, row));
    }
  }

  @Property
  void takesNoBytesThatAreNotUtf8(@ForAll("bytes") byte[] bytes) throws Exception {
    byte[] row = new byte[GEO.length() - "Chad".length() + bytes.length];
    int at = GEO.indexOf("Chad");
    System.arraycopy(GEO.getBytes(UTF_8), 0, row, 0, at);
    System.arraycopy(bytes, 0, row, at, bytes.length);
    System.arraycopy(GEO.getBytes(UTF_8), at + 4, row, at + bytes.length, GEO.length() - at - 4);
    String text = new String(bytes, UTF_8);
    boolean valid = Arrays.equals(text.getBytes(UTF_8), bytes);
    assertThat(isPlain(Part.GEO, row)).isEqualTo(valid);
    if (valid) {
      assertThat(read(Part.GEO, row)).isEqualTo(parse(Part.GEO, row));
    }
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<Byte> beyondAscii = Arbitraries.bytes().between(Byte.MIN_VALUE, (byte) -1);
    return Combinators.combine(beyondAscii.list().ofMinSize(1).ofMaxSize(4), beyondAscii)
        .as(
            (several, one) -> {
              byte[] bytes = new byte[several.size()];
              for (int i = 0; i < bytes.length; i++) {
                bytes[i] = several.get(i);
              }
              return bytes;
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2018-13-26T02:39:25Z\"",
        "\"2018-02-29T02:39:25Z\"",
        "\"1900-02-29T02:39:25Z\"",
        "\"2018-06-31T02:39:25Z\"",
        "\"2018-06-00T02:39:25Z\"",
        "\"2018-06-26T24:00:00Z\"",
        "\"2018-06-26T02:60:25Z\"",
        "\"2018-06-26T02:39:60Z\"",
        "\"2018-06-26T02:39:25.000Z\"",
        "\"2018-06-26T02:39:25.1Z\"",
        "\"2018-06-26T02:39:25+00:00\"",
        "\"2018-06-26T02:39:25\"",
        "\"2018-06-26 02:39:25Z\"",
        "1529980765000"
      })
  void leavesOtherInstantsToTheParser(String instant) {
    assertThat(isPlain(Part.GEO, geo(instant))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2018-06-26T02:39:25.120Z\"",
        "\"2000-02-29T23:59:59Z\"",
        "\"0000-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59.999Z\""
      })
  void takesInstantsAsTheyAre(String instant) throws Exception {
    byte[] row = geo(instant);
    assertThat(isPlain(Part.GEO, row)).isTrue();
    assertThat(read(Part.GEO, row)).isEqualTo(parse(Part.GEO, row));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "null",
        "{\"ind\":7529,\"country\":null,\"coordinates\":null,\"timestamp\":null}",
        "{\"ind\":07528,\"country\":null,\"coordinates\":null,\"timestamp\":null}",
        "{\"country\":null,\"coordinates\":null,\"timestamp\":null}",
        "{\"ind\":7528,\"country\":null,\"country\":null,\"timestamp\":null}",
        "{\"ind\":7528,\"country\":null,\"coordinates\":null}",
        "{\"ind\":7528,\"country\":null,\"coordinates\":null,\"timestamp\":null,}",
        "{\"ind\":7528,\"country\":null,\"coordinates\":null,\"timestamp\":null} ",
        "{\"ind\":7528,\"country\":null,\"coordinates\":null,\"timestamp\":null",
        "{\"ind\":7528,\"country\":null,\"coordinates\":[1],\"timestamp\":null}",
        "{\"ind\":7528,\"country\":\"\\u0041\",\"coordinates\":null,\"timestamp\":null}"
      })
  void leavesEverythingElseToTheParser(String row) {
    assertThat(isPlain(Part.GEO, row.getBytes(UTF_8))).isFalse();
  }

  private static byte[] geo(String instant) {
    return GEO.replace("\"2018-06-26T02:39:25Z\"", instant).getBytes(UTF_8);
  }

  private static boolean isPlain(Part part, byte[] row) {
    int columns = part.columnNames().size();
    PlainRow plain = new PlainRow(part, new int[columns], new int[columns]);
    byte[] decoded = EscapedPairs.decoded(row);
    return plain.find(row, INDEX) || (decoded != null && plain.find(decoded, INDEX));
  }

  private static String read(Part part, byte[] row) throws UnreadableRecordException {
    return new String(new PartReader(part).read(row, INDEX), UTF_8);
  }

  private static String parse(Part part, byte[] row) throws UnreadableRecordException {
    return new String(new PartReader(part).parse(row, INDEX), UTF_8);
  }

  private static byte[] row(Part part, Random random, boolean shuffled)
      throws JsonProcessingException {
    List<Integer> columns = new ArrayList<>();
    for (int i = -1; i < part.columnNames().size(); i++) {
      columns.add(i);
    }
    if (shuffled) {
      Collections.shuffle(columns, random);
    }
    ObjectNode row = JSON.createObjectNode();
    for (int column : columns) {
      if (column < 0) {
        row.put(random.nextBoolean() ? "ind" : "index", INDEX);
      } else if (random.nextInt(8) == 0) {
        row.putNull(part.columnNames().get(column));
      } else {
        put(row, part.columnNames().get(column), part.type(column), random);
      }
    }
    return JSON.writeValueAsBytes(row);
  }

  private static void put(ObjectNode row, String name, FieldType type, Random random) {
    switch (type) {
      case TEXT -> row.put(name, TEXTS.get(random.nextInt(TEXTS.size())));
      case INTEGER -> row.put(name, random.nextInt(2000) - 1000);
      case COORDINATES ->
          row.putArray(name)
              .add(BigDecimal.valueOf(random.nextInt(180_0000) - 90_0000, random.nextInt(5)))
              .add(random.nextInt(360) - 180);
      case INSTANT ->
          row.put(
              name,
              Instant.ofEpochMilli(random.nextLong() % 60_000_000_000_000L / 500 * 500).toString());
    }
  }

  private static byte[] spoil(byte[] row, Random random) {
    int at = random.nextInt(row.length);
    int removed = random.nextInt(3);
    int added = random.nextInt(3);
    int rest = Math.min(row.length, at + removed);
    byte[] spoilt = new byte[at + added + row.length - rest];
    System.arraycopy(row, 0, spoilt, 0, at);
    for (int i = 0; i < added; i++) {
      spoilt[at + i] = SPOILERS[random.nextInt(SPOILERS.length)];
    }
    System.arraycopy(row, rest, spoilt, at + added, row.length - rest);
    return spoilt;
  }
}
