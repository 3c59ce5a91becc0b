// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import static io.pinstream.streams.post.RowReading.GEO;
import static io.pinstream.streams.post.RowReading.geo;
import static io.pinstream.streams.post.RowReading.row;
import static io.pinstream.streams.post.RowReading.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of a row: one spelling, whatever theirs was. */
class RowNumbersTest {
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
  void readsWholeNumbersAlsoFromText() throws Exception {
    String expected = "\"user_name\":null,\"age\":32,\"date_joined\":null";
    assertThat(user("{\"ind\":3," + expected + "}")).isEqualTo(expected);
    assertThat(user("{\"ind\":\"3\",\"user_name\":null,\"age\":\"32\",\"date_joined\":null}"))
        .isEqualTo(expected);
    assertThat(user("{\"ind\":3.0,\"user_name\":null,\"age\":32.0,\"date_joined\":null}"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"32", "32.0", "3.2e1", "320E-1"})
  void aWholeNumberIsTheSameWithAndWithoutQuotes(String number) throws Exception {
    String expected = "\"user_name\":null,\"age\":32,\"date_joined\":null";
    String row = "{\"ind\":3,\"user_name\":null,\"age\":%s,\"date_joined\":null}";
    assertThat(user(row.formatted(number))).isEqualTo(expected);
    assertThat(user(row.formatted("\"" + number + "\""))).isEqualTo(expected);
  }

  /** How a latitude is written of which a row says this. */
  private static String latitude(String number) throws UnreadableRecordException {
    String row = geo(row(GEO.replace("-88.8298", number)));
    return row.substring(row.indexOf('[') + 1, row.indexOf(",8.65953]"));
  }
}
