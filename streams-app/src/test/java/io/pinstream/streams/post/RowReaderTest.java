// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import static io.pinstream.streams.post.RowReading.GEO;
import static io.pinstream.streams.post.RowReading.geo;
import static io.pinstream.streams.post.RowReading.inside;
import static io.pinstream.streams.post.RowReading.refused;
import static io.pinstream.streams.post.RowReading.row;
import static io.pinstream.streams.post.RowReading.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pinstream.streams.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowReaderTest {
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
    refused(
        "{\"ind\":3,\"ind\":3," + GEO + "}",
        DeadLetterReason.BAD_FIELD,
        "\"ind\" stands in the row twice");
  }

  /** All different ones are held in memory, to be counted. */
  @ParameterizedTest
  @CsvSource({
    "PIN, poster_name, Some Poster",
    "PIN, category, art",
    "GEO, country, Chad",
    "USER, user_name, Some One"
  })
  void refusesNamesThatAreTooLongToBeCounted(Table table, String column, String name)
      throws Exception {
    RowReader reader = new RowReader(table);
    String row =
        switch (table) {
          case PIN -> Rows.pin(3, "t".repeat(100_000));
          case GEO -> Rows.geo(3, "Chad");
          case USER -> Rows.user(3, 30);
        };
    String named = "\"" + column + "\":\"" + name + "\"";
    String longest = row.replace(named, "\"" + column + "\":\"" + "\u00e9".repeat(4096) + "\"");
    String tooLong = row.replace(named, "\"" + column + "\":\"" + "e".repeat(8193) + "\"");
    assertThat(reader.read(longest.getBytes(UTF_8), 3)).isNotNull();
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> reader.read(tooLong.getBytes(UTF_8), 3))
        .withMessage(
            "\""
                + column
                + "\" has 8193 bytes; expected 8192 at most, because the questions count by"
                + " it. Shorten it, or send null")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.TOO_LARGE));
    assertThat(reader.read(row.getBytes(UTF_8), 3)).isNotNull();
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
        "\"1.5\"",
        "\"1e999999999\"",
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
}
