// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import io.pinstream.connect.source.database.PostgreSqlServer;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void variablesThatTheUserSetsBendNoValue(String scheme) throws Exception {
    MariaDbDatabase database = MariaDbServer.shared().createDatabase("variables_" + scheme);
    database.execute(
        "CREATE TABLE t (ind INT PRIMARY KEY, a VARCHAR(20) CHARACTER SET utf8mb4);"
            + "INSERT INTO t VALUES (1, '\uD83C\uDF88 Жук'), (2, '漢字')");
    Map<String, String> settings =
        database.settings(
            scheme,
            "driver.sessionVariables",
            // MariaDB's driver refuses another character set by itself.
            (scheme.equals("mysql") ? "character_set_results=latin1," : "") + "sql_select_limit=1");

    assertThat(TwoRows.run(settings, "t"))
        .extracting(r -> ((Struct) r.value()).get("a"))
        .containsExactlyInAnyOrder("\uD83C\uDF88 Жук", "漢字");
  }

  @Test
  void parametersThatTheUserSetsBendNoValueOfPostgreSql() throws Exception {
    createTable("postgresql", "REAL", "-88.8298");

    assertThat(
            TwoRows.read(
                postgreSql.settings("types", "driver.options", "-c extra_float_digits=-10"),
                "one_column"))
        .extracting(r -> ((Struct) r.value()).get("c"))
        .containsExactly(-88.8298f, -88.8298f);
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
          an_enum ENUM('x', 'y'), a_set SET('p', 'q'), a_json JSON, a_uuid UUID,
          an_inet4 INET4, an_inet6 INET6);
        SET time_zone = '+02:00';
        INSERT INTO every_type VALUES (1,
          -128, 255, TRUE, -32768, 65535, -8388608, 16777215,
          -2147483648, 4294967295, -9223372036854775808, 9223372036854775807,
          -88.8298, 8.6595, 0.1, 1234567890, 12345678.91, 12345678901234567890.1234, 1.125,
          1, b'101000000001', x'0102030405060708',
          '2020-02-29', '23:59:58.123', '2020-02-29 01:02:03.456789', '2020-02-29 01:02:03.456',
          2021, 'abc', 'v', 'line\n2', '\uD83D\uDE00', x'0102', x'03', x'0405',
          'x', 'p,q', '{"a": 1}', '44662045-e891-4821-8a19-ebe7eedd371a', '10.0.0.1', '::1');
        INSERT INTO every_type (ind) VALUES (2)
        """);

    List<SourceRecord> records = TwoRows.read(mariaDb.settings(scheme), "every_type");

    assertThat(TwoRows.lines(records.get(0)))
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
            an_inet4 STRING "10.0.0.1"
            an_inet6 STRING "::1"
            """);
    assertThat(Json.byField(records.get(1)).values().stream().skip(1))
        .hasSize(39)
        .allMatch(field -> field.endsWith(" null"));
  }

  @Test
  void mapsTheTypesOfPostgreSql() throws Exception {
    postgreSql.execute(
        """
        SET search_path TO types, public;
        CREATE TYPE mood AS ENUM ('sad', 'happy');
        CREATE DOMAIN small AS INT CHECK (VALUE < 10);
        CREATE DOMAIN texts AS TEXT[];
        CREATE EXTENSION hstore SCHEMA public;
        CREATE EXTENSION citext SCHEMA public;
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
          doubles DOUBLE PRECISION[], texts TEXT[], uuids UUID[],
          numerics NUMERIC(10,2)[], dates DATE[], times TIME[], timestamps TIMESTAMP[],
          timestamptzs TIMESTAMPTZ[], byteas BYTEA[], jsonbs JSONB[], inets INET[],
          a_range INT4RANGE, a_tsrange TSRANGE, a_multirange NUMMULTIRANGE, ranges DATERANGE[],
          a_map HSTORE, a_citext CITEXT, a_text_domain TEXTS, oids OID[]);
        INSERT INTO every_type VALUES (1,
          -32768, -9223372036854775808, -88.8298, 0.1, 1234567890, 12345678.91, 1.50,
          TRUE, B'1', B'1010', B'101', '2020-02-29', '23:59:58.123', '23:59:58+02',
          '2020-02-29 01:02:03.456789', '2020-02-29 01:02:03.456+02', '1 day 2 hours',
          'abc', 'v', 'line' || CHR(10) || '2', '\\x0102', 'happy',
          '{"a": 1}', '{"a": 1}', '44662045-e891-4821-8a19-ebe7eedd371a', '::1', '10.0.0.0/8',
          '08:00:2b:01:02:03', '<a/>', 12.5, 7, 26, 'n',
          '{t,f,NULL}', '{1,2}', '{1,NULL}', '{3}', '{-88.8298}', '{0.1}', '{a,"b,c"}',
          '{44662045-e891-4821-8a19-ebe7eedd371a}',
          '{1.50,NULL}', '{2020-02-29,NULL}', '{23:59:58.123}', '{2020-02-29 01:02:03.456}',
          '{2020-02-29 01:02:03.456+02}', ARRAY['\\x0102'::BYTEA], ARRAY['{"a": 1}'::JSONB], '{::1}',
          '[1,5)', '[2020-01-01,2020-02-01)', '{[1,2)}', ARRAY['[2020-01-01,2020-02-01)'::DATERANGE],
          'a=>1, "b \\" c"=>"d\\\\e", n=>NULL', 'Mixed', '{x}', '{26}');
        INSERT INTO every_type (ind) VALUES (2)
        """);

    List<SourceRecord> records = TwoRows.read(postgreSql.settings("types"), "every_type");

    assertThat(TwoRows.lines(records.get(0)))
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
            numerics ARRAY [1.5,null]
            dates ARRAY [18321,null]
            times ARRAY [86398123]
            timestamps ARRAY [1582938123456]
            timestamptzs ARRAY [1582930923456]
            byteas ARRAY ["AQI="]
            jsonbs ARRAY ["{\\"a\\": 1}"]
            inets ARRAY ["::1"]
            a_range STRING "[1,5)"
            a_tsrange STRING "[\\"2020-01-01 00:00:00\\",\\"2020-02-01 00:00:00\\")"
            a_multirange STRING "{[1,2)}"
            ranges ARRAY ["[2020-01-01,2020-02-01)"]
            a_map MAP {"a":"1","b \\" c":"d\\\\e","n":null}
            a_citext STRING "Mixed"
            a_text_domain ARRAY ["x"]
            oids ARRAY [26]
            """);
    assertThat(Json.byField(records.get(1)).values().stream().skip(1))
        .hasSize(57)
        .allMatch(field -> field.endsWith(" null"));
    assertThat(TwoRows.read(binaryPostgreSql(), "every_type"))
        .map(TwoRows::lines)
        .isEqualTo(records.stream().map(TwoRows::lines).toList());
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

    assertThat(TwoRows.read(settings, "summer"))
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

    assertThatThrownBy(() -> TwoRows.read(settings, "spots"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("column spot of table spots")
        .hasMessageContaining("unmapped.columns=skip");

    settings.put("unmapped.columns", "skip");
    assertThat(TwoRows.read(settings, "spots"))
        .extracting(Json::of)
        .containsExactly("{\"ind\":1,\"name\":\"a\"}", "{\"ind\":2,\"name\":\"b\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POINT",
        "BOX",
        "price_range",
        "pair",
        "colour[]",
        "TSVECTOR",
        "JSONPATH",
        "REGCLASS",
        "INT2VECTOR"
      })
  void namesAnUnmappableColumnOfPostgreSql(String type) throws Exception {
    postgreSql.execute(
        """
        SET search_path TO types;
        DROP TYPE IF EXISTS pair, price_range, colour CASCADE;
        CREATE TYPE pair AS (a INT, b TEXT);
        CREATE TYPE price_range AS (low INT, high INT);
        CREATE TYPE colour AS ENUM ('red');
        DROP TABLE IF EXISTS odd;
        CREATE TABLE odd (ind INT, a_column %s, name TEXT);
        INSERT INTO odd VALUES (1, NULL, 'a'), (2, NULL, 'b')
        """
            .formatted(type));
    Map<String, String> settings = postgreSql.settings("types");

    assertThatThrownBy(() -> TwoRows.read(settings, "odd"))
        .hasMessageContaining("column a_column of table odd is of type")
        .hasMessageContaining("unmapped.columns=skip");

    settings.put("unmapped.columns", "skip");
    assertThat(TwoRows.read(settings, "odd"))
        .extracting(Json::of)
        .containsExactly("{\"ind\":1,\"name\":\"a\"}", "{\"ind\":2,\"name\":\"b\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "mariadb, DATE, 0000-00-00",
    "mysql, DATE, 0000-00-00",
    "mariadb, DATETIME, 0000-00-00 00:00:00",
    "mysql, DATETIME, 0000-00-00 00:00:00",
    "mariadb, TIMESTAMP, 0000-00-00 00:00:00",
    "mysql, TIMESTAMP, 0000-00-00 00:00:00"
  })
  void readsZeroDatesAsNullAlsoWhereNoNullIsAllowed(String scheme, String type, String zero)
      throws Exception {
    createTable(scheme, type + " NOT NULL", zero);

    assertThat(TwoRows.read(settings(scheme), "one_column"))
        .extracting(r -> ((Struct) r.value()).get("c"))
        .containsExactly(null, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mariadb | BIGINT UNSIGNED | 18446744073709551615 | 18446744073709551615 is more than a 64-bit",
        "mysql | BIGINT UNSIGNED | 18446744073709551615 | 18446744073709551615 is more than a 64-bit",
        "mariadb | TIME | 25:00:00 | PT25H is no time of day but a duration",
        "mysql | TIME | 25:00:00 | PT25H is no time of day but a duration",
        "mariadb | TIME(3) | -00:00:01 | PT-1S is no time of day but a duration",
        "mysql | TIME(3) | -00:00:01 | PT-1S is no time of day but a duration",
        "mariadb | TIME | 24:00:00 | PT24H is no time of day but a duration",
        "mariadb | DATE | 2020-00-15 | MonthOfYear",
        "mysql | DATE | 2020-00-15 | MonthOfYear",
        "mariadb | DATETIME | 2020-02-00 00:00:00 | DayOfMonth",
        "mysql | DATETIME | 2020-02-00 00:00:00 | DayOfMonth",
        "postgresql | DATE | infinity | infinity is no date or time that a Connect type holds",
        "postgresql | DATE | -infinity | -infinity is no date or time",
        "postgresql | TIMESTAMP | infinity | infinity is no date or time",
        "postgresql | TIMESTAMPTZ | -infinity | -infinity is no date or time",
        "postgresql | TIME | 24:00:00 | 24:00:00 is no date or time",
        "postgresql | TIMESTAMP[] | {infinity} | infinity is no date or time",
        "postgresql | NUMERIC(10) | NaN | NaN",
        "postgresql | INT[] | {{1,2},{3,4}} | an array of more than one dimension"
      })
  void namesTheRowWhoseValueNoConnectTypeHolds(
      String database, String type, String value, String message) throws Exception {
    createTable(database, type, value);

    for (String bytesInMemory : List.of("-1", "0")) {
      Map<String, String> settings = settings(database);
      settings.put("memory.max.bytes", bytesInMemory);
      assertThatThrownBy(() -> TwoRows.run(settings, "one_column"))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("column c of table one_column in the row with ind = 1: ")
          .hasMessageContaining(message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mariadb, YEAR, 0000, INT32 0",
    "mysql, YEAR, 2155, INT32 2155",
    "mariadb, TIME(6), 23:59:59.999999, Time 86399999",
    "mysql, TIME(6), 23:59:59.999999, Time 86399999",
    "mariadb, DATE, 1000-01-01, Date -354285",
    "mysql, DATE, 1000-01-01, Date -354285",
    "mariadb, 'DECIMAL(30,2) ZEROFILL', 1.5, STRING \"1.50\"",
    "mysql, INT ZEROFILL, 42, INT64 42",
    "mysql, FLOAT, 1e-45, FLOAT32 1.4E-45",
    "postgresql, DATE, 0044-03-15 BC, Date -735160",
    "postgresql, TIMESTAMP, 294276-12-31, Timestamp 9224317929600000",
    "postgresql, NUMERIC, NaN, STRING \"NaN\"",
    "postgresql, REAL, NaN, FLOAT32 \"NaN\"",
    "postgresql, INT[], {}, ARRAY []",
    "postgresql, INT[], '[0:1]={1,2}', 'ARRAY [1,2]'"
  })
  void readsValuesAtTheEdges(String database, String type, String value, String expected)
      throws Exception {
    createTable(database, type, value);

    assertThat(Json.byField(TwoRows.read(settings(database), "one_column").get(0)))
        .containsEntry("c", expected);
  }

  @ParameterizedTest
  @CsvSource({
    "TIMETZ, 12:00:00.5+05:30, STRING \"12:00:00.5+05:30\"",
    "NUMERIC, 1e-20, STRING \"0.00000000000000000001\"",
    "NUMERIC, NaN, STRING \"NaN\"",
    "OID[], {42}, ARRAY [42]",
    "OID, 4294967295, INT64 4294967295"
  })
  void readsAValueOfPostgreSqlTheSameHoweverOftenItIsRead(
      String type, String value, String expected) throws Exception {
    createTable("postgresql", type, value);

    for (Map<String, String> settings : List.of(settings("postgresql"), binaryPostgreSql())) {
      assertThat(Json.byField(TwoRows.read(settings, "one_column").get(0)))
          .containsEntry("c", expected);
    }
  }

  /** From the start what the driver does once a statement has run five times. */
  private static Map<String, String> binaryPostgreSql() {
    return postgreSql.settings("types", "driver.prepareThreshold", "-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"date", "time", "timestamp", "bool", "int4", "bytea", "hstore"})
  void readsAnEnumerationThatIsCalledLikeATypeOfTheSystem(String type) throws Exception {
    String schema = "own_" + type;
    postgreSql.createSchema(schema);
    postgreSql.execute(
        """
        CREATE TYPE %1$s."%2$s" AS ENUM ('small');
        CREATE TABLE %1$s.sizes (ind INT PRIMARY KEY, c %1$s."%2$s");
        INSERT INTO %1$s.sizes VALUES (1, 'small'), (2, 'small')
        """
            .formatted(schema, type));

    assertThat(TwoRows.read(postgreSql.settings(schema), "sizes"))
        .extracting(r -> ((Struct) r.value()).get("c"))
        .containsExactly("small", "small");
  }

  private static void createTable(String database, String type, String value) throws Exception {
    String statements =
        """
        DROP TABLE IF EXISTS one_column;
        CREATE TABLE one_column (ind INT PRIMARY KEY, c %1$s);
        INSERT INTO one_column VALUES (1, '%2$s'), (2, '%2$s')
        """
            .formatted(type, value);
    if (database.equals("postgresql")) {
      postgreSql.execute("SET search_path TO types;" + statements);
    } else {
      mariaDb.execute("SET sql_mode = '';" + statements);
    }
  }

  private static Map<String, String> settings(String database) {
    return database.equals("postgresql")
        ? postgreSql.settings("types")
        : mariaDb.settings(database);
  }
}
