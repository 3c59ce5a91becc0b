// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import io.pinstream.connect.source.database.PostgreSqlServer;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("JavaUtilDate") // Connect's logical types carry it.
class ColumnTypesTest {

  private static MariaDbDatabase mariaDb;
  private static PostgreSqlServer postgreSql;

  @BeforeAll
  static void startServers() throws Exception {
    mariaDb = MariaDbServer.shared().createDatabase("types");
    postgreSql = PostgreSqlServer.shared();
    postgreSql.createSchema("types");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void mapsTheTypesOfMySqlAndMariaDb(String scheme) throws Exception {
    mariaDb.execute(
        """
        DROP TABLE IF EXISTS every_type;
        CREATE TABLE every_type (
          ind INT PRIMARY KEY,
          a_tinyint TINYINT, a_tinyint_u TINYINT UNSIGNED, a_bool BOOLEAN,
          a_smallint SMALLINT, a_smallint_u SMALLINT UNSIGNED,
          a_mediumint MEDIUMINT, a_mediumint_u MEDIUMINT UNSIGNED,
          an_int INT, an_int_u INT UNSIGNED, a_bigint BIGINT, a_bigint_u BIGINT UNSIGNED,
          a_float FLOAT, a_float_7_4 FLOAT(7,4), a_double DOUBLE,
          a_decimal_10 DECIMAL(10), a_decimal_10_2 DECIMAL(10,2), a_decimal_30_4 DECIMAL(30,4),
          a_decimal_u DECIMAL(9,3) UNSIGNED,
          a_bit BIT, a_bit_12 BIT(12), a_bit_64 BIT(64),
          a_date DATE, a_time TIME(3), a_datetime DATETIME(6), a_timestamp TIMESTAMP(3) NULL,
          a_year YEAR,
          a_char CHAR(3), a_varchar VARCHAR(9), a_text TEXT, a_longtext LONGTEXT,
          a_binary BINARY(2), a_varbinary VARBINARY(4), a_blob BLOB,
          an_enum ENUM('x', 'y'), a_set SET('p', 'q'), a_json JSON, a_uuid UUID, an_inet6 INET6);
        SET time_zone = '+02:00';
        INSERT INTO every_type VALUES (1,
          -128, 255, TRUE, -32768, 65535, -8388608, 16777215,
          -2147483648, 4294967295, -9223372036854775808, 9223372036854775807,
          -88.8298, 8.6595, 0.1, 1234567890, 12345678.91, 12345678901234567890.1234, 1.125,
          1, b'101000000001', x'0102030405060708',
          '2020-02-29', '23:59:58.123', '2020-02-29 01:02:03.456789', '2020-02-29 01:02:03.456',
          2021, 'abc', 'v', 'line\n2', '\uD83D\uDE00', x'0102', x'03', x'0405',
          'x', 'p,q', '{"a": 1}', '44662045-e891-4821-8a19-ebe7eedd371a', '::1');
        INSERT INTO every_type (ind) VALUES (2)
        """);

    List<SourceRecord> records = read(mariaDb.settings(scheme), "every_type");

    assertThat(lines(records.get(0)))
        .isEqualTo(
            """
            ind INT32 1
            a_tinyint INT8 -128
            a_tinyint_u INT16 255
            a_bool INT8 1
            a_smallint INT16 -32768
            a_smallint_u INT32 65535
            a_mediumint INT32 -8388608
            a_mediumint_u INT64 16777215
            an_int INT32 -2147483648
            an_int_u INT64 4294967295
            a_bigint INT64 -9223372036854775808
            a_bigint_u INT64 9223372036854775807
            a_float FLOAT32 -88.8298
            a_float_7_4 FLOAT32 8.6595
            a_double FLOAT64 0.1
            a_decimal_10 INT64 1234567890
            a_decimal_10_2 FLOAT64 1.234567891E7
            a_decimal_30_4 STRING "12345678901234567890.1234"
            a_decimal_u FLOAT64 1.125
            a_bit BOOLEAN true
            a_bit_12 INT64 2561
            a_bit_64 BYTES "AQIDBAUGBwg="
            a_date Date 18321
            a_time Time 86398123
            a_datetime Timestamp 1582938123456
            a_timestamp Timestamp 1582930923456
            a_year INT32 2021
            a_char STRING "abc"
            a_varchar STRING "v"
            a_text STRING "line\\n2"
            a_longtext STRING "\\uD83D\\uDE00"
            a_binary BYTES "AQI="
            a_varbinary BYTES "Aw=="
            a_blob BYTES "BAU="
            an_enum STRING "x"
            a_set STRING "p,q"
            a_json STRING "{\\"a\\": 1}"
            a_uuid STRING "44662045-e891-4821-8a19-ebe7eedd371a"
            an_inet6 STRING "::1"
            """);
    assertThat(Json.byField(records.get(1)).values().stream().skip(1))
        .hasSize(38)
        .allMatch(field -> field.endsWith(" null"));
  }

  @Test
  void mapsTheTypesOfPostgreSql() throws Exception {
    postgreSql.execute(
        """
        SET search_path TO types;
        CREATE TYPE mood AS ENUM ('sad', 'happy');
        CREATE DOMAIN small AS INT CHECK (VALUE < 10);
        CREATE TABLE every_type (
          ind SERIAL PRIMARY KEY,
          a_smallint SMALLINT, a_bigint BIGINT, a_real REAL, a_double DOUBLE PRECISION,
          a_numeric_10 NUMERIC(10), a_numeric_10_2 NUMERIC(10,2), a_numeric NUMERIC,
          a_boolean BOOLEAN, a_bit BIT, a_bit_4 BIT(4), a_varbit VARBIT,
          a_date DATE, a_time TIME(3), a_timetz TIMETZ, a_timestamp TIMESTAMP,
          a_timestamptz TIMESTAMPTZ, an_interval INTERVAL,
          a_char CHAR(3), a_varchar VARCHAR(5), a_text TEXT, a_bytea BYTEA, a_mood MOOD,
          a_json JSON, a_jsonb JSONB, a_uuid UUID, an_inet INET, a_cidr CIDR, a_macaddr MACADDR,
          an_xml XML, a_money MONEY, a_small SMALL, an_oid OID, a_name NAME,
          booleans BOOLEAN[], smallints SMALLINT[], ints INT[], bigints BIGINT[], reals REAL[],
          doubles DOUBLE PRECISION[], texts TEXT[], uuids UUID[]);
        INSERT INTO every_type VALUES (1,
          -32768, -9223372036854775808, -88.8298, 0.1, 1234567890, 12345678.91, 1.50,
          TRUE, B'1', B'1010', B'101', '2020-02-29', '23:59:58.123', '23:59:58+02',
          '2020-02-29 01:02:03.456789', '2020-02-29 01:02:03.456+02', '1 day 2 hours',
          'abc', 'v', 'line' || CHR(10) || '2', '\\x0102', 'happy',
          '{"a": 1}', '{"a": 1}', '44662045-e891-4821-8a19-ebe7eedd371a', '::1', '10.0.0.0/8',
          '08:00:2b:01:02:03', '<a/>', 12.5, 7, 26, 'n',
          '{t,f,NULL}', '{1,2}', '{1,NULL}', '{3}', '{-88.8298}', '{0.1}', '{a,"b,c"}',
          '{44662045-e891-4821-8a19-ebe7eedd371a}');
        INSERT INTO every_type (ind) VALUES (2)
        """);

    List<SourceRecord> records = read(postgreSql.settings("types"), "every_type");

    assertThat(lines(records.get(0)))
        .isEqualTo(
            """
            ind INT32 1
            a_smallint INT16 -32768
            a_bigint INT64 -9223372036854775808
            a_real FLOAT32 -88.8298
            a_double FLOAT64 0.1
            a_numeric_10 INT64 1234567890
            a_numeric_10_2 FLOAT64 1.234567891E7
            a_numeric STRING "1.50"
            a_boolean BOOLEAN true
            a_bit BOOLEAN true
            a_bit_4 STRING "1010"
            a_varbit STRING "101"
            a_date Date 18321
            a_time Time 86398123
            a_timetz STRING "23:59:58+02"
            a_timestamp Timestamp 1582938123456
            a_timestamptz Timestamp 1582930923456
            an_interval STRING "1 day 02:00:00"
            a_char STRING "abc"
            a_varchar STRING "v"
            a_text STRING "line\\n2"
            a_bytea BYTES "AQI="
            a_mood STRING "happy"
            a_json STRING "{\\"a\\": 1}"
            a_jsonb STRING "{\\"a\\": 1}"
            a_uuid STRING "44662045-e891-4821-8a19-ebe7eedd371a"
            an_inet STRING "::1"
            a_cidr STRING "10.0.0.0/8"
            a_macaddr STRING "08:00:2b:01:02:03"
            an_xml STRING "<a/>"
            a_money STRING "$12.50"
            a_small INT32 7
            an_oid INT64 26
            a_name STRING "n"
            booleans ARRAY [true,false,null]
            smallints ARRAY [1,2]
            ints ARRAY [1,null]
            bigints ARRAY [3]
            reals ARRAY [-88.8298]
            doubles ARRAY [0.1]
            texts ARRAY ["a","b,c"]
            uuids ARRAY ["44662045-e891-4821-8a19-ebe7eedd371a"]
            """);
    assertThat(Json.byField(records.get(1)).values().stream().skip(1))
        .hasSize(41)
        .allMatch(field -> field.endsWith(" null"));
  }

  @Test
  void readsDatesAndTimesWithoutZoneInTheZoneOfTheSettings() throws Exception {
    mariaDb.execute(
        """
        CREATE TABLE summer (ind INT, a_datetime DATETIME);
        INSERT INTO summer VALUES (1, '2020-07-01 12:00:00'), (2, '2020-01-01 12:00:00')
        """);
    Map<String, String> settings = mariaDb.settings("mariadb");
    settings.put("db.timezone", "Europe/London");

    assertThat(read(settings, "summer"))
        .extracting(r -> ((Date) ((Struct) r.value()).get("a_datetime")).toInstant().toString())
        .containsExactly("2020-07-01T11:00:00Z", "2020-01-01T12:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void namesAnUnmappableColumnOrLeavesItOut(String scheme) throws Exception {
    mariaDb.execute(
        """
        CREATE OR REPLACE TABLE spots (ind INT, spot POINT, name TEXT);
        INSERT INTO spots VALUES (1, POINT(1, 2), 'a'), (2, NULL, 'b')
        """);
    Map<String, String> settings = mariaDb.settings(scheme);

    assertThatThrownBy(() -> read(settings, "spots"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("column spot of table spots")
        .hasMessageContaining("unmapped.columns=skip");

    settings.put("unmapped.columns", "skip");
    assertThat(read(settings, "spots"))
        .extracting(Json::of)
        .containsExactly("{\"ind\":1,\"name\":\"a\"}", "{\"ind\":2,\"name\":\"b\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void namesTheRowWhoseNumberNoConnectTypeHolds(String scheme) throws Exception {
    mariaDb.execute(
        """
        CREATE OR REPLACE TABLE large (ind INT, a_bigint_u BIGINT UNSIGNED);
        INSERT INTO large VALUES (1, 1), (2, 18446744073709551615)
        """);

    assertThatThrownBy(() -> read(mariaDb.settings(scheme), "large"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(
            "column a_bigint_u of table large in the row with ind = 2: 18446744073709551615 is more");
  }

  private static String lines(SourceRecord sourceRecord) {
    return Json.byField(sourceRecord).entrySet().stream()
        .map(field -> field.getKey() + " " + field.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static List<SourceRecord> read(Map<String, String> connection, String table)
      throws InterruptedException {
    Map<String, String> settings = new HashMap<>(connection);
    settings.put("tables", table);
    settings.put("index.columns", "ind");
    settings.put("topics", "t");
    settings.put("sampling.order", "sequential");
    settings.put("posts.max", "2");
    return new EmittedPosts().run(settings, 1, 2);
  }
}
