// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.streams.Rows;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
      strings = {"-88.8298", "8.65953", "77", "0", "-0.0", "1.0E-5", "89.98999999999999", "77.10"})
  void keepsNumbersAsWritten(String number) throws Exception {
    String expected = GEO.replace("-88.8298", number);
    assertThat(geo(row(expected))).isEqualTo(expected);
    assertThat(geo(row(GEO.replace("-88.8298", "\"" + number + "\""))))
        .as("as text")
        .isEqualTo(expected);
  }

  @Test
  void readsWhatJsonConverterWritesWithSchemas() throws Exception {
    String schema =
        "{\"type\":\"struct\",\"fields\":[{\"type\":\"int32\",\"field\":\"ind\"}],\"optional\":false}";
    assertThat(geo("{\"schema\":" + schema + ",\"payload\":" + row(GEO) + "}")).isEqualTo(GEO);
  }

  @Test
  void leavesOutColumnsThatAPostDoesNotHave() throws Exception {
    assertThat(geo("{\"continent\":{\"a\":[1]}," + row(GEO).substring(1))).isEqualTo(GEO);
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
    if (isWhole(text)) {
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
    value[new String(value, UTF_8).indexOf("Chad")] = (byte) 0xff;
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> new RowReader(Table.GEO).read(value, 3))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.NOT_JSON));
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
        "[-88.8298,8.65953]|[1]|\"coordinates\" holds 1 numbers; expected two",
        "[-88.8298,8.65953]|[1,2,3]|\"coordinates\" holds 3 numbers; expected two",
        "[-88.8298,8.65953]|[1,\"NaN\"]|\"coordinates\" is NaN; expected numbers",
        "[-88.8298,8.65953]|[1,\" 2\"]|\"coordinates\" is  2; expected numbers",
        "[-88.8298,8.65953]|[1,[2]]|\"coordinates\" is an array; expected numbers",
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
      strings = {"Untitled: Photo", "No matter how", "Loading...", "untitled", "Image src error"})
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

  private static String geo(String value) throws UnreadableRecordException {
    return inside(new RowReader(Table.GEO).read(value.getBytes(UTF_8), 3), Table.GEO);
  }

  private static String user(String value) throws UnreadableRecordException {
    return inside(new RowReader(Table.USER).read(value.getBytes(UTF_8), 3), Table.USER);
  }
}
