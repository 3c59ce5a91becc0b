// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.streams.Rows;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GEO =
      "\"country\":\"Chad\",\"coordinates\":[-88.8298,8.65953],\"timestamp\":\"2018-06-26T02:39:25Z\"";

  @Test
  void writesColumnsInThePostsOrderWhateverTheirOrderInTheRow() throws Exception {
    assertThat(
            geo(
                "{ \"timestamp\" : \"2018-06-26T02:39:25Z\", \"coordinates\":[ -88.8298, 8.65953 ],"
                    + "\"ind\":3,\"country\":\"Chad\"}"))
        .isEqualTo(GEO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"2018-06-26T02:39:25Z\"|2018-06-26T02:39:25Z",
        "1529980765000|2018-06-26T02:39:25Z",
        "1529980765120|2018-06-26T02:39:25.120Z",
        "-1000|1969-12-31T23:59:59Z",
        "\"2018-06-26T02:39:25.000Z\"|2018-06-26T02:39:25Z",
        "\"2018-06-26T02:39:25.123456Z\"|2018-06-26T02:39:25.123456Z",
        "\"2018-06-26T04:39:25+02:00\"|2018-06-26T02:39:25Z",
        "\"2018-06-26T02:39Z\"|2018-06-26T02:39:00Z"
      })
  void readsInstantsInEitherForm(String written, String read) throws Exception {
    assertThat(geo(row(GEO).replace("\"2018-06-26T02:39:25Z\"", written)))
        .isEqualTo(GEO.replace("2018-06-26T02:39:25Z", read));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-88.8298",
        "8.65953",
        "77.0",
        "-0.0",
        "1.0E-5",
        "0.001",
        "9999999.0",
        "1.0E7",
        "89.98999999999998",
        "1.7976931348623157E308"
      })
  void keepsDoublesAsJsonConverterWritesThem(String number) throws Exception {
    assertThat(latitude(number)).isEqualTo(number);
    assertThat(latitude("\"" + number + "\"")).as("as text").isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "77, 77.0",
    "0, 0.0",
    "-0, -0.0",
    "0e5, 0.0",
    "77.10, 77.1",
    "77.00, 77.0",
    "-8.88298e1, -88.8298",
    "7.7E+1, 77.0",
    "0.00001, 1.0E-5",
    "0.00100, 0.001",
    "10000000.0, 1.0E7",
    "1e-400, 0.0",
    "0.1000000000000000055511151231257827, 0.1"
  })
  void writesADoubleInOneWayWhateverItsSpelling(String number, String written) throws Exception {
    assertThat(latitude(number)).isEqualTo(written);
    assertThat(latitude("\"" + number + "\"")).as("as text").isEqualTo(written);
  }

  @Property
  void spellingsOfOneDoubleAreOneRow(
      @ForAll int digits,
      @ForAll @IntRange(min = -12, max = 12) int scale,
      @ForAll @IntRange(max = 6) int zeros)
      throws Exception {
    BigDecimal number = new BigDecimal(digits).scaleByPowerOfTen(scale);
    String written = latitude(number.toPlainString());
    assertThat(Double.parseDouble(written)).isEqualTo(number.doubleValue());
    assertThat(latitude(written)).isEqualTo(written);
    assertThat(latitude(number.toString())).isEqualTo(written);
    assertThat(latitude(Double.toString(number.doubleValue()))).isEqualTo(written);
    assertThat(latitude(number.setScale(Math.max(0, number.scale()) + zeros).toPlainString()))
        .isEqualTo(written);
  }

  @Property
  void doublesSurvive(@ForAll double number) throws Exception {
    String written = latitude(Double.toString(number));
    assertThat(Double.parseDouble(written)).isEqualTo(number);
    assertThat(latitude(written)).isEqualTo(written);
  }

  @Test
  void readsWhatJsonConverterWritesWithSchemas() throws Exception {
    String schema =
        "{\"type\":\"struct\",\"fields\":[{\"type\":\"int32\",\"field\":\"ind\"}],\"optional\":false}";
    assertThat(geo("{\"schema\":" + schema + ",\"payload\":" + row(GEO) + "}")).isEqualTo(GEO);
    assertThat(geo("{\"payload\":" + row(GEO) + ",\"schema\":" + schema + "}"))
        .as("in the other order")
        .isEqualTo(GEO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schema\":{\"type\":\"struct\",\"fields\":[],\"optional\":true},\"payload\":null}",
        "{\"schema\":null,\"payload\":null}",
        "{\"payload\":null,\"schema\":{\"type\":\"struct\"}}"
      })
  void aNullPayloadWithItsSchemaIsATombstone(String value) throws Exception {
    assertThat(new RowReader(Table.GEO).read(value.getBytes(UTF_8), 3)).isNull();
  }

  @Test
  void refusesEnvelopesThatHoldNoRow() {
    for (String payload : List.of("[" + row(GEO) + "]", "\"\"", "{}")) {
      refused("{\"schema\":{},\"payload\":" + payload + "}", DeadLetterReason.MISSING_FIELD, "ind");
      refused("{\"payload\":" + payload + ",\"schema\":{}}", DeadLetterReason.MISSING_FIELD, "ind");
    }
    refused("{\"payload\":" + row(GEO) + "}", DeadLetterReason.MISSING_FIELD, "ind");
    refused("{\"payload\":null}", DeadLetterReason.MISSING_FIELD, "ind");
  }

  @Test
  void leavesOutColumnsThatAPostDoesNotHave() throws Exception {
    String rest = row(GEO).substring(1);
    assertThat(geo("{\"continent\":{\"a\":[1]}," + rest)).isEqualTo(GEO);
    assertThat(geo("{\"schema\":1,\"payload\":null," + rest)).isEqualTo(GEO);
    assertThat(geo("{\"payload\":{\"a\":1},\"schema\":1," + rest)).isEqualTo(GEO);
  }

  @Test
  void readsWholeNumbersAlsoFromText() throws Exception {
    String expected = "\"user_name\":null,\"age\":32,\"date_joined\":null";
    assertThat(user("{\"ind\":3," + expected + "}")).isEqualTo(expected);
    assertThat(user("{\"ind\":\"3\",\"user_name\":null,\"age\":\"32\",\"date_joined\":null}"))
        .isEqualTo(expected);
    assertThat(user("{\"ind\":3.0,\"user_name\":null,\"age\":32.0,\"date_joined\":null}"))
        .isEqualTo(expected);
  }

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
  void refusesRowsOfOtherTablesAndNamesWhatIsMissing() {
    refused(
        Rows.pin(3, "t"),
        DeadLetterReason.MISSING_FIELD,
        "has no \"country\"; expected a clean row of the geo table");
    refused(
        "{\"index\":3,\"name\":\"Maya\",\"age\":25,\"role\":\"engineer\"}",
        DeadLetterReason.RAW_ROW,
        "has \"index\"");
    refused("{" + GEO + "}", DeadLetterReason.MISSING_FIELD, "has no \"ind\"");
    refused(
        "{\"ind\":3,\"country\":\"Chad\",\"timestamp\":null}",
        DeadLetterReason.MISSING_FIELD,
        "coordinates");
  }

  @Test
  void refusesWhatIsNotOneObject() {
    refused("", DeadLetterReason.EMPTY_VALUE, "empty");
    refused("   ", DeadLetterReason.NOT_A_ROW, "blank");
    refused("\"\"", DeadLetterReason.NOT_A_ROW, "a text");
    refused("null", DeadLetterReason.NOT_A_ROW, "the word null");
    refused("42", DeadLetterReason.NOT_A_ROW, "a number");
    refused("[" + row(GEO) + "]", DeadLetterReason.NOT_A_ROW, "an array");
    refused("[" + row(GEO) + "," + row(GEO) + "]", DeadLetterReason.NOT_A_ROW, "an array");
    refused("{\"records\":[{\"value\":" + row(GEO) + "}]}", DeadLetterReason.MISSING_FIELD, "ind");
    refused("{index=3, country=Chad}", DeadLetterReason.NOT_JSON, "not JSON");
    refused("{\"ind\":3,\"country\":\"Ch", DeadLetterReason.NOT_JSON, "not JSON");
    refused(row(GEO) + " {}", DeadLetterReason.NOT_JSON, "more text");
    refused(
        "{\"ind\":3," + GEO + "," + GEO + "}",
        DeadLetterReason.BAD_FIELD,
        "\"country\" stands in the row twice");
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

  @Test
  void refusesNumbersAndNestingBeyondReason() {
    refused(
        row(GEO).replace("-88.8298", "1" + "0".repeat(2000)),
        DeadLetterReason.NOT_JSON,
        "not JSON");
    refused(
        row(GEO + ",\"x\":" + "[".repeat(2000) + "]".repeat(2000)),
        DeadLetterReason.NOT_JSON,
        "not JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Chad\"|12|\"country\" is 12; expected text or null",
        "\"Chad\"|[\"Chad\"]|\"country\" is an array; expected text or null",
        "[-88.8298,8.65953]|\"x\"|\"coordinates\" is x; expected an array of latitude and longitude or null",
        "[-88.8298,8.65953]|[1]|\"coordinates\" holds 1 numbers; expected latitude and longitude",
        "[-88.8298,8.65953]|[1,2,3]|\"coordinates\" holds 3 numbers; expected latitude and longitude",
        "[-88.8298,8.65953]|[1,\"NaN\"]|\"coordinates\" holds NaN; expected latitude and longitude, two numbers",
        "[-88.8298,8.65953]|[1,\" 2\"]|\"coordinates\" holds  2; expected latitude and longitude, two numbers",
        "[-88.8298,8.65953]|[1,[2]]|\"coordinates\" holds an array; expected latitude",
        "[-88.8298,8.65953]|[1,null]|holds null; expected latitude and longitude, two numbers that a double can hold, or null in the place of both",
        "[-88.8298,8.65953]|[null,1]|\"coordinates\" holds null; expected latitude",
        "[-88.8298,8.65953]|[null,null]|\"coordinates\" holds null; expected latitude",
        "[-88.8298,8.65953]|[1e999,0]|\"coordinates\" holds 1e999; expected latitude",
        "[-88.8298,8.65953]|[0,\"-1e400\"]|\"coordinates\" holds -1e400; expected latitude",
        "[-88.8298,8.65953]|[0,\"٣٠\"]|\"coordinates\" holds ٣٠; expected latitude",
        "\"2018-06-26T02:39:25Z\"|\"[\\\"timestamp\\\"]\"|\"timestamp\" is [\"timestamp\"]; expected an instant",
        "\"2018-06-26T02:39:25Z\"|\"2018-06-26\"|\"timestamp\" is 2018-06-26; expected an instant",
        "\"2018-06-26T02:39:25Z\"|true|\"timestamp\" is true; expected an instant",
        "\"2018-06-26T02:39:25Z\"|9223372036854775807|\"timestamp\" is 9223372036854775807; expected an instant"
      })
  void refusesValuesOfTheWrongShape(String good, String bad, String message) {
    refused(row(GEO).replace(good, bad), DeadLetterReason.BAD_FIELD, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"43k\"",
        "1.5",
        "\"\"",
        "\"User Info Error\"",
        "true",
        "\"٣٠\"",
        "99999999999999999999",
        "1e999999999"
      })
  void refusesFollowerCountsThatNobodyCleaned(String count) {
    String row = Rows.pin(3, "t").replace("43000", count);
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> new RowReader(Table.PIN).read(row.getBytes(UTF_8), 3))
        .withMessageContaining("\"follower_count\" is ")
        .withMessageContaining("expected a whole number or null");
  }

  @Test
  void refusesAKeyThatTheRowContradicts() {
    refused(
        row(GEO).replace(":3", ":4"),
        DeadLetterReason.KEY_MISMATCH,
        "the key says 3 but \"ind\" says 4");
  }

  private static void refused(String value, DeadLetterReason reason, String message) {
    RowReader reader = new RowReader(Table.GEO);
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> reader.read(value.getBytes(UTF_8), 3))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    // The next record is not to suffer from this one.
    try {
      assertThat(inside(reader.read(row(GEO).getBytes(UTF_8), 3), Table.GEO)).isEqualTo(GEO);
    } catch (UnreadableRecordException e) {
      throw new AssertionError(e);
    }
  }

  /** Rows whose types fit, but that nobody cleaned. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"ind\"|\"index\"|has \"index\"",
        "\"category\"|\"downloaded\":1,\"category\"|has \"downloaded\"",
        "/data/art|Local save in /data/finance|says \"Local save in /data/finance\" in \"save_location\"",
        "\"t\"|\"No Title Data Available\"|in \"title\"",
        "\"t\"|\"Untitled\"|in \"title\"",
        "\"t\"|\"\"|says \"\" in \"title\"",
        "\"t\"|\" \\n\\t\"|in \"title\"",
        "\"t\"|\"\\u3000\"|in \"title\"",
        "\"/data/art\"|\"\"|says \"\" in \"save_location\"",
        "\"art\"|\"  \"|says \"  \" in \"category\"",
        "\"description\":null|\"description\":\"Untitled\"|in \"description\"",
        "\"description\":null|\"description\":\"No description available\"|in \"description\"",
        "\"description\":null|\"description\":\"No description available Story format\"|in",
        "Some Poster|User Info Error|in \"poster_name\"",
        "a,b|N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e|in \"tag_list\"",
        "https://example.org/a.jpg|Image src error.|in \"image_src\""
      })
  void refusesRowsThatNobodyCleaned(String clean, String raw, String message) {
    String row = Rows.pin(3, "t").replace("43000", "\"0\"").replace(clean, raw);
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> new RowReader(Table.PIN).read(row.getBytes(UTF_8), 3))
        .withMessageContaining(message)
        .withMessageContaining("the transform Clean")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.RAW_ROW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Untitled: Photo",
        "No matter how",
        "Loading...",
        "untitled",
        "Image src error",
        " outer blanks ",
        "\u00a0" // is content, as in texts that are cut off
      })
  void takesTextsThatOnlyLookLikeSentinels(String title) throws Exception {
    Row row = new RowReader(Table.PIN).read(Rows.pin(3, title).getBytes(UTF_8), 3);
    assertThat(inside(row, Table.PIN)).contains("\"title\":\"" + title + "\"");
  }

  @Test
  void refusesRawRowsOfTheOtherTables() {
    refused(
        "{\"ind\":3,\"timestamp\":null,\"latitude\":1,\"longitude\":2,\"country\":\"Chad\"}",
        DeadLetterReason.RAW_ROW,
        "has \"latitude\"");
    refused(row(GEO.replace("Chad", "")), DeadLetterReason.RAW_ROW, "says \"\" in \"country\"");
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> user("{\"ind\":3,\"first_name\":\"a\",\"age\":3,\"date_joined\":null}"))
        .withMessageContaining("has \"first_name\"");
  }

  /** The row as the inside of a post's JSON. */
  private static String inside(Row row, Table table) {
    StringBuilder inside = new StringBuilder();
    for (Column column : table.columns()) {
      int start = row.start(column.position());
      inside
          .append(inside.isEmpty() ? "" : ",")
          .append('"')
          .append(column.name())
          .append("\":")
          .append(new String(row.bytes(), start, row.end(column.position()) - start, UTF_8));
    }
    return inside.toString();
  }

  private static boolean isWhole(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }

  private static String row(String inside) {
    return "{\"ind\":3," + inside + "}";
  }

  /** How a latitude is written of which a row says this. */
  private static String latitude(String number) throws UnreadableRecordException {
    String row = geo(row(GEO.replace("-88.8298", number)));
    return row.substring(row.indexOf('[') + 1, row.indexOf(",8.65953]"));
  }

  private static String geo(String value) throws UnreadableRecordException {
    return inside(new RowReader(Table.GEO).read(value.getBytes(UTF_8), 3), Table.GEO);
  }

  private static String user(String value) throws UnreadableRecordException {
    return inside(new RowReader(Table.USER).read(value.getBytes(UTF_8), 3), Table.USER);
  }
}
