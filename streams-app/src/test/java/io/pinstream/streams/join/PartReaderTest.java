// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

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

class PartReaderTest {
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
  void takesTheKeyColumnUnderBothItsNames() throws Exception {
    assertThat(geo(row(GEO).replace("\"ind\"", "\"index\""))).isEqualTo(GEO);
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
      String read = new String(new PartReader(Part.GEO).read(written, 3), UTF_8);
      assertThat(JSON.readTree("{" + read + "}").get("country").asText()).isEqualTo(text);
    }
  }

  @Test
  void refusesHalfACharacter() {
    refused(
        row(GEO.replace("Chad", "\\ud83d")),
        Defect.BAD_FIELD,
        "\"country\" holds half a surrogate pair");
    refused(row(GEO.replace("Chad", "\\ude00x")), Defect.BAD_FIELD, "half a surrogate pair");
  }

  @Test
  void refusesRowsOfOtherTablesAndNamesWhatIsMissing() {
    refused(
        Rows.pin(3, "t"),
        Defect.MISSING_FIELD,
        "has no \"country\"; expected a clean row of the geo table");
    refused(
        "{\"index\":3,\"name\":\"Maya\",\"age\":25,\"role\":\"engineer\"}",
        Defect.MISSING_FIELD,
        "country");
    refused("{" + GEO + "}", Defect.MISSING_FIELD, "has no \"ind\"");
    refused(
        "{\"ind\":3,\"country\":\"Chad\",\"latitude\":1,\"longitude\":2,\"timestamp\":null}",
        Defect.MISSING_FIELD,
        "coordinates");
  }

  @Test
  void refusesWhatIsNotOneObject() {
    refused("", Defect.EMPTY_VALUE, "empty");
    refused("   ", Defect.NOT_A_ROW, "blank");
    refused("\"\"", Defect.NOT_A_ROW, "a text");
    refused("null", Defect.NOT_A_ROW, "the word null");
    refused("42", Defect.NOT_A_ROW, "a number");
    refused("[" + row(GEO) + "]", Defect.NOT_A_ROW, "an array");
    refused("[" + row(GEO) + "," + row(GEO) + "]", Defect.NOT_A_ROW, "an array");
    refused("{\"records\":[{\"value\":" + row(GEO) + "}]}", Defect.MISSING_FIELD, "ind");
    refused("{index=3, country=Chad}", Defect.NOT_JSON, "not JSON");
    refused("{\"ind\":3,\"country\":\"Ch", Defect.NOT_JSON, "not JSON");
    refused(row(GEO) + " {}", Defect.NOT_JSON, "more text");
    refused(
        "{\"ind\":3," + GEO + "," + GEO + "}",
        Defect.BAD_FIELD,
        "\"country\" stands in the row twice");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] value = row(GEO).getBytes(UTF_8);
    value[new String(value, UTF_8).indexOf("Chad")] = (byte) 0xff;
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> new PartReader(Part.GEO).read(value, 3))
        .satisfies(e -> assertThat(e.defect()).isEqualTo(Defect.NOT_JSON));
  }

  @Test
  void refusesNumbersAndNestingBeyondReason() {
    refused(row(GEO).replace("-88.8298", "1" + "0".repeat(2000)), Defect.NOT_JSON, "not JSON");
    refused(
        row(GEO + ",\"x\":" + "[".repeat(2000) + "]".repeat(2000)), Defect.NOT_JSON, "not JSON");
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
    refused(row(GEO).replace(good, bad), Defect.BAD_FIELD, message);
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
        .isThrownBy(() -> new PartReader(Part.PIN).read(row.getBytes(UTF_8), 3))
        .withMessageContaining("\"follower_count\" is ")
        .withMessageContaining("expected a whole number or null");
  }

  @Test
  void refusesAKeyThatTheRowContradicts() {
    refused(row(GEO).replace(":3", ":4"), Defect.KEY_MISMATCH, "the key says 3 but \"ind\" says 4");
  }

  private static void refused(String value, Defect defect, String message) {
    PartReader reader = new PartReader(Part.GEO);
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> reader.read(value.getBytes(UTF_8), 3))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.defect()).isEqualTo(defect));
    // The next record is not to suffer from this one.
    try {
      assertThat(new String(reader.read(row(GEO).getBytes(UTF_8), 3), UTF_8)).isEqualTo(GEO);
    } catch (UnreadableRecordException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isWhole(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }

  private static String row(String inside) {
    return "{\"ind\":3," + inside + "}";
  }

  private static String geo(String value) throws UnreadableRecordException {
    return new String(new PartReader(Part.GEO).read(value.getBytes(UTF_8), 3), UTF_8);
  }

  private static String user(String value) throws UnreadableRecordException {
    return new String(new PartReader(Part.USER).read(value.getBytes(UTF_8), 3), UTF_8);
  }
}
