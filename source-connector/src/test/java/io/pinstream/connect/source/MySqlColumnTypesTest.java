// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.connect.source.database.MySqlDatabase;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real MySQL says of its columns, which is not all that a MariaDB says. */
@ExtendWith(NeedsMySql.class)
@SuppressWarnings("JavaUtilDate") // Connect's logical types carry it.
class MySqlColumnTypesTest {

  private static MySqlDatabase mySql;

  @BeforeAll
  static void createDatabase() throws Exception {
    mySql = MySqlDatabase.create("pinstream_types");
  }

  @AfterAll
  static void dropDatabase() throws Exception {
    mySql.close();
  }

  @Test
  void mapsTheTypesOfMySql() throws Exception {
    mySql.execute(
        """
        CREATE TABLE every_type (
          ind INT PRIMARY KEY,
          i1 TINYINT, i1u TINYINT UNSIGNED, flag BOOLEAN, i1_1u TINYINT(1) UNSIGNED,
          i2 SMALLINT, i2u SMALLINT UNSIGNED, i3 MEDIUMINT, i3u MEDIUMINT UNSIGNED,
          i4 INT, i4u INT UNSIGNED, i8 BIGINT, i8u BIGINT UNSIGNED,
          f4 FLOAT, f4u FLOAT UNSIGNED, f4_7_4 FLOAT(7,4), f8 DOUBLE, f8_10_2 DOUBLE(10,2),
          n10 DECIMAL(10), n10_2 DECIMAL(10,2), n18u DECIMAL(18) UNSIGNED, n19 DECIMAL(19),
          n15_3 DECIMAL(15,3), n30_4 DECIMAL(30,4), n65_30 DECIMAL(65,30),
          b1 BIT, b2 BIT(2), b12 BIT(12), b63 BIT(63), b64 BIT(64),
          d DATE, t0 TIME, t6 TIME(6), dt0 DATETIME, dt6 DATETIME(6),
          ts0 TIMESTAMP NULL, ts6 TIMESTAMP(6) NULL, y YEAR,
          c CHAR(3), vc VARCHAR(9), nc NCHAR(3), nvc NATIONAL VARCHAR(9), latin VARCHAR(9) CHARSET latin1,
          tt TINYTEXT, tx TEXT, mt MEDIUMTEXT, lt LONGTEXT,
          bin BINARY(3), vbin VARBINARY(4), tb TINYBLOB, bl BLOB, mb MEDIUMBLOB, lb LONGBLOB,
          c_bin CHAR(3) CHARSET utf8mb4 COLLATE utf8mb4_bin,
          e ENUM('x', 'y'), s SET('p', 'q'), js JSON, v VECTOR(2));
        SET time_zone = '+02:00';
        INSERT INTO every_type VALUES (1,
          -128, 255, TRUE, 7, -32768, 65535, -8388608, 16777215,
          -2147483648, 4294967295, -9223372036854775808, 9223372036854775807,
          -88.8298, 8.65953, 8.6595, 0.1, 12.25,
          1234567890, 12345678.91, 999999999999999999, 1234567890123456789,
          123456789012.345, 12345678901234567890.1234, 1.5,
          1, b'10', b'101000000001', 9223372036854775807, x'0102030405060708',
          '2020-02-29', '23:59:58', '23:59:58.123456',
          '2020-02-29 01:02:03', '2020-02-29 01:02:03.456789',
          '2020-02-29 01:02:03', '2020-02-29 01:02:03.456789', 2021,
          'abc', 'v', 'n', 'nv', '\u00E9', 'tiny', 'line\n2', 'medium', '\uD83D\uDE00',
          x'0102', x'03', x'04', x'0506', x'07', x'08', 'bin',
          'x', 'p,q', '{"b": 1.50, "a": [true, null, "\u00E9"]}', STRING_TO_VECTOR('[1,-2.5]'));
        INSERT INTO every_type (ind) VALUES (2)
        """);

    List<SourceRecord> records = TwoRows.read(mySql.settings(), "every_type");

    assertThat(TwoRows.lines(records.get(0)))
        .isEqualTo(
            """
            ind INT32 1
            i1 INT8 -128
            i1u INT16 255
            flag INT8 1
            i1_1u INT16 7
            i2 INT16 -32768
            i2u INT32 65535
            i3 INT32 -8388608
            i3u INT64 16777215
            i4 INT32 -2147483648
            i4u INT64 4294967295
            i8 INT64 -9223372036854775808
            i8u INT64 9223372036854775807
            f4 FLOAT32 -88.8298
            f4u FLOAT32 8.65953
            f4_7_4 FLOAT32 8.6595
            f8 FLOAT64 0.1
            f8_10_2 FLOAT64 12.25
            n10 INT64 1234567890
            n10_2 FLOAT64 1.234567891E7
            n18u INT64 999999999999999999
            n19 STRING "1234567890123456789"
            n15_3 FLOAT64 1.23456789012345E11
            n30_4 STRING "12345678901234567890.1234"
            n65_30 STRING "1.500000000000000000000000000000"
            b1 BOOLEAN true
            b2 INT64 2
            b12 INT64 2561
            b63 INT64 9223372036854775807
            b64 BYTES "AQIDBAUGBwg="
            d Date 18321
            t0 Time 86398000
            t6 Time 86398123
            dt0 Timestamp 1582938123000
            dt6 Timestamp 1582938123456
            ts0 Timestamp 1582930923000
            ts6 Timestamp 1582930923456
            y INT32 2021
            c STRING "abc"
            vc STRING "v"
            nc STRING "n"
            nvc STRING "nv"
            latin STRING "é"
            tt STRING "tiny"
            tx STRING "line\\n2"
            mt STRING "medium"
            lt STRING "\\uD83D\\uDE00"
            bin BYTES "AQIA"
            vbin BYTES "Aw=="
            tb BYTES "BA=="
            bl BYTES "BQY="
            mb BYTES "Bw=="
            lb BYTES "CA=="
            c_bin STRING "bin"
            e STRING "x"
            s STRING "p,q"
            js STRING "{\\"a\\": [true, null, \\"é\\"], \\"b\\": 1.5}"
            v BYTES "AACAPwAAIMA="
            """);
    assertThat(Json.byField(records.get(1)).values().stream().skip(1))
        .hasSize(57)
        .allMatch(field -> field.endsWith(" null"));
  }

  @Test
  void readsTheLongestValueOfEachSizeWhole() throws Exception {
    mySql.execute(
        """
        CREATE TABLE long_values (
          ind INT PRIMARY KEY, tt TINYTEXT, tx TEXT, mt MEDIUMTEXT, lt LONGTEXT,
          tb TINYBLOB, bl BLOB, mb MEDIUMBLOB, lb LONGBLOB, vb VARBINARY(60000));
        INSERT INTO long_values VALUES (1,
          REPEAT('a', 255), REPEAT('b', 65535), REPEAT('c', 1000000), REPEAT('d', 5000000),
          REPEAT('e', 255), REPEAT('f', 65535), REPEAT('g', 1000000), REPEAT('h', 5000000),
          REPEAT('i', 60000));
        INSERT INTO long_values (ind) VALUES (2)
        """);

    Struct row = (Struct) TwoRows.read(mySql.settings(), "long_values").get(0).value();

    assertThat(row.schema().fields().stream().skip(1).map(field -> length(row.get(field))))
        .containsExactly(
            255, 65_535, 1_000_000, 5_000_000, 255, 65_535, 1_000_000, 5_000_000, 60_000);
  }

  private static int length(Object value) {
    return value instanceof byte[] bytes ? bytes.length : ((String) value).length();
  }

  @Test
  void readsColumnsThatAllowNoNullAsRequired() throws Exception {
    mySql.execute(
        """
        CREATE TABLE no_nulls (
          ind INT NOT NULL PRIMARY KEY, n INT UNSIGNED NOT NULL, j JSON NOT NULL,
          twice INT GENERATED ALWAYS AS (2 * n) VIRTUAL, hidden INT INVISIBLE,
          d DATE NOT NULL);
        INSERT INTO no_nulls (ind, n, j, d) VALUES (1, 5, '1', '2020-01-01'), (2, 6, 'null', '2020-01-01')
        """);

    List<SourceRecord> records = TwoRows.read(mySql.settings(), "no_nulls");

    assertThat(records)
        .extracting(Json::of)
        .containsExactly(
            "{\"ind\":1,\"n\":5,\"j\":\"1\",\"twice\":10,\"d\":18262}",
            "{\"ind\":2,\"n\":6,\"j\":\"null\",\"twice\":12,\"d\":18262}");
    assertThat(records.get(0).valueSchema().fields())
        .extracting(field -> field.schema().isOptional())
        .containsExactly(false, false, false, true, true);
  }

  @Test
  void readsDatesAndTimesWithoutZoneInTheZoneOfTheSettings() throws Exception {
    mySql.execute(
        """
        CREATE TABLE zones (ind INT PRIMARY KEY, dt DATETIME(6), ts TIMESTAMP(6) NULL);
        SET time_zone = '-03:00';
        INSERT INTO zones VALUES
          (1, '2020-07-01 12:00:00.123456', '2020-07-01 12:00:00.123456'),
          (2, '2020-01-01 12:00:00', '2020-01-01 12:00:00')
        """);
    Map<String, String> settings = mySql.settings("db.timezone", "Europe/London");

    assertThat(TwoRows.read(settings, "zones"))
        .extracting(r -> instant(r, "dt") + " " + instant(r, "ts"))
        .containsExactly(
            "2020-07-01T11:00:00.123Z 2020-07-01T15:00:00.123Z",
            "2020-01-01T12:00:00Z 2020-01-01T15:00:00Z");
  }

  private static String instant(SourceRecord sourceRecord, String field) {
    return ((Date) ((Struct) sourceRecord.value()).get(field)).toInstant().toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GEOMETRY",
        "POINT",
        "LINESTRING",
        "POLYGON",
        "MULTIPOINT",
        "MULTILINESTRING",
        "MULTIPOLYGON",
        "GEOMETRYCOLLECTION"
      })
  void namesAnUnmappableColumnOrLeavesItOut(String type) throws Exception {
    mySql.execute(
        """
        DROP TABLE IF EXISTS spots;
        CREATE TABLE spots (ind INT PRIMARY KEY, spot %s, name TEXT);
        INSERT INTO spots VALUES (1, NULL, 'a'), (2, NULL, 'b')
        """
            .formatted(type));

    assertThatThrownBy(() -> TwoRows.read(mySql.settings(), "spots"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("column spot of table spots is of type")
        .hasMessageContaining("unmapped.columns=skip");
    assertThat(TwoRows.read(mySql.settings("unmapped.columns", "skip"), "spots"))
        .extracting(Json::of)
        .containsExactly("{\"ind\":1,\"name\":\"a\"}", "{\"ind\":2,\"name\":\"b\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "DATE, 0000-00-00",
    "DATETIME, 0000-00-00 00:00:00",
    "TIMESTAMP, 0000-00-00 00:00:00"
  })
  void readsZeroDatesAsNullAlsoWhereNoNullIsAllowed(String type, String zero) throws Exception {
    createTable(type + " NOT NULL", zero);

    assertThat(TwoRows.read(mySql.settings(), "one_column"))
        .extracting(r -> ((Struct) r.value()).get("c"))
        .containsExactly(null, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BIGINT UNSIGNED | 18446744073709551615 | 18446744073709551615 is more than a 64-bit",
        "TIME | 24:00:00 | PT24H is no time of day but a duration",
        "TIME | 838:59:59 | PT838H59M59S is no time of day but a duration",
        "TIME(6) | -00:00:00.000001 | is no time of day but a duration",
        "TIME(3) | -00:00:01 | PT-1S is no time of day but a duration",
        "DATE | 2020-00-15 | MonthOfYear",
        "DATE | 2021-02-29 | February 29",
        "DATETIME | 2020-02-00 00:00:00 | DayOfMonth",
        "DATETIME | 2021-02-30 00:00:00 | Invalid date"
      })
  void namesTheRowWhoseValueNoConnectTypeHolds(String type, String value, String message)
      throws Exception {
    createTable(type, value);

    for (String bytesInMemory : List.of("-1", "0")) {
      assertThatThrownBy(
              () -> TwoRows.run(mySql.settings("memory.max.bytes", bytesInMemory), "one_column"))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("column c of table one_column in the row with ind = 1: ")
          .hasMessageContaining(message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "YEAR, 0000, INT32 0",
    "YEAR, 2155, INT32 2155",
    "TIME(6), 23:59:59.999999, Time 86399999",
    "DATE, 1000-01-01, Date -354285",
    "DATE, 9999-12-31, Date 2932896",
    "DATETIME(6), 9999-12-31 23:59:59.499999, Timestamp 253402300799499",
    "'DECIMAL(30,2) ZEROFILL', 1.5, STRING \"1.50\"",
    "INT ZEROFILL, 42, INT64 42",
    "FLOAT, 1e-45, FLOAT32 1.4E-45",
    "FLOAT, 16777216, FLOAT32 1.6777216E7",
    "FLOAT, 3.4028234e38, FLOAT32 3.4028235E38",
    "DOUBLE, 1.7976931348623157e308, FLOAT64 1.7976931348623157E308",
    "BIGINT UNSIGNED, 9223372036854775807, INT64 9223372036854775807"
  })
  void readsValuesAtTheEdges(String type, String value, String expected) throws Exception {
    createTable(type, value);

    assertThat(Json.byField(TwoRows.read(mySql.settings(), "one_column").get(0)))
        .containsEntry("c", expected);
  }

  private static void createTable(String type, String value) throws Exception {
    mySql.execute(
        """
        SET sql_mode = 'ALLOW_INVALID_DATES';
        DROP TABLE IF EXISTS one_column;
        CREATE TABLE one_column (ind INT PRIMARY KEY, c %1$s);
        INSERT INTO one_column VALUES (1, '%2$s'), (2, '%2$s')
        """
            .formatted(type, value));
  }
}
