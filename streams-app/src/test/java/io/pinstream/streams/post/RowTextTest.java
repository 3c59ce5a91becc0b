// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import static io.pinstream.streams.post.RowReading.GEO;
import static io.pinstream.streams.post.RowReading.geo;
import static io.pinstream.streams.post.RowReading.inside;
import static io.pinstream.streams.post.RowReading.refused;
import static io.pinstream.streams.post.RowReading.row;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.streams.Rows;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a row: UTF-8 and nothing else, whatever bytes come. */
class RowTextTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void keepsEmojiAndLineBreaksAndEscapesOnlyWhatItMust() throws Exception {
    String escaped =
        "\\ud83d\\ude00 \\u0416\\u4e2d\\u00e9 a\\nb \\\"q\\\" \\\\ \\/ \\u0001 cut\\u2026\\u00a0";
    assertThat(geo(row(GEO.replace("Chad", escaped))))
        .isEqualTo(GEO.replace("Chad", "😀 Ж中é a\\nb \\\"q\\\" \\\\ / \\u0001 cut…\u00a0"));
  }

  @Property
  void textSurvives(@ForAll String text) throws Exception {
    ObjectNode row = (ObjectNode) JSON.readTree(row(GEO));
    row.put("country", text);
    byte[] written = JSON.writeValueAsString(row).getBytes(UTF_8);
    if (isWhole(text) && !text.isBlank()) {
      String read = inside(new RowReader(Table.GEO).read(written, 3), Table.GEO);
      assertThat(JSON.readTree("{" + read + "}").get("country").asText()).isEqualTo(text);
    }
  }

  @Test
  void refusesHalfACharacter() {
    refused(
        row(GEO.replace("Chad", "\\ud83d")),
        DeadLetterReason.BAD_FIELD,
        "\"country\" holds half a surrogate pair");
    refused(
        row(GEO.replace("Chad", "\\ude00x")), DeadLetterReason.BAD_FIELD, "half a surrogate pair");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] value = row(GEO).getBytes(UTF_8);
    int at = new String(value, UTF_8).indexOf("Chad");
    value[at] = (byte) 0xff;
    assertNotUtf8(value, "begins at byte " + at + " (0xff)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00c0\u0080", // overlong 0
        "\u00c1\u0081", // overlong A
        "\u00e0\u0080\u00af", // overlong /
        "\u00f0\u0080\u0080\u00af", // overlong /
        "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080", // surrogates
        "\u00f4\u0090\u0080\u0080", // above U+10FFFF
        "\u00f7\u00bf\u00bf\u00bf",
        "\u0080",
        "\u00c3\"",
        "\u00e2\u0080\u00a6\u00ff" // behind a character
      })
  void refusesBytesThatAreNoCharacterAlsoWhereTheyAreLeftOut(String bytes) {
    String country = row(GEO.replace("Chad", bytes));
    assertNotUtf8(country.getBytes(ISO_8859_1), "not UTF-8");
    String leftOut = row("\"x\":\"" + bytes + "\"," + GEO);
    assertNotUtf8(leftOut.getBytes(ISO_8859_1), "not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  void refusesOtherEncodings(String name) {
    assertNotUtf8(row(GEO).getBytes(Charset.forName(name)), "not UTF-8");
  }

  private static void assertNotUtf8(byte[] value, String message) {
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> new RowReader(Table.GEO).read(value, 3))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.NOT_JSON));
  }

  /** Parts that are put into rows, beside any bytes. */
  private static final List<String> PARTS =
      List.of(
          "1e999",
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\\u",
          "\\",
          "null",
          "-",
          "\0",
          "\ufeff",
          "1E2147483647",
          "0e-2147483648",
          "\"ind\":3",
          "\"payload\":{",
          "\"schema\":1,",
          "\u00e9",
          "99999999999999999999");

  @Test
  void readsOrRefusesWhateverBytesCome() {
    Random random = new Random(5);
    List<String> rows =
        List.of(Rows.pin(3, "t\\ud83d\\ude00"), Rows.geo(3, "Chéd😀"), Rows.user(3, 30));
    List<RowReader> readers = Arrays.stream(Table.values()).map(RowReader::new).toList();
    int refused = 0;
    for (int i = 0; i < 30_000; i++) {
      int table = random.nextInt(rows.size());
      byte[] value = rows.get(table).getBytes(UTF_8);
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        value = changed(value, random);
      }
      try {
        assertThat(readers.get(table).read(value, 3)).isNotNull();
      } catch (UnreadableRecordException e) {
        assertThat(e.getMessage()).isNotEmpty();
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError(new String(value, UTF_8), e);
      }
    }
    assertThat(refused).isBetween(10_000, 29_000);
  }

  private static byte[] changed(byte[] value, Random random) {
    int at = random.nextInt(value.length);
    if (random.nextBoolean()) {
      value[at] = (byte) random.nextInt();
      return value;
    }
    byte[] part = PARTS.get(random.nextInt(PARTS.size())).getBytes(UTF_8);
    int rest = Math.min(value.length, at + random.nextInt(6));
    byte[] changed = Arrays.copyOf(value, at + part.length + value.length - rest);
    System.arraycopy(part, 0, changed, at, part.length);
    System.arraycopy(value, rest, changed, at + part.length, value.length - rest);
    return changed;
  }

  private static boolean isWhole(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }
}
