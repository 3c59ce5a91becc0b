// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

/** Statements that make the three tables with rows of our own, index 0 to {@code rows - 1}. */
final class PinterestTables {

  private PinterestTables() {}

  static String mySql(int rows) {
    return """
        CREATE TABLE pinterest_data (
          `index` INT, unique_id CHAR(36), title TEXT, follower_count TEXT, downloaded INT);
        CREATE TABLE geolocation_data (
          ind INT, `timestamp` DATETIME, latitude FLOAT, longitude FLOAT, country TEXT);
        CREATE TABLE user_data (
          ind INT, first_name TEXT, last_name TEXT, age INT, date_joined DATETIME);
        INSERT INTO pinterest_data
          SELECT seq, UUID(), CONCAT('Post ', seq, ' \uD83D\uDE00'), '43k', 1 FROM seq_0_to_%1$d;
        INSERT INTO geolocation_data
          SELECT seq, '2018-06-26 02:39:25' + INTERVAL seq MINUTE, -88.8298, 8.65953, 'Maldives'
          FROM seq_0_to_%1$d;
        INSERT INTO user_data
          SELECT seq, 'Brittany', 'Jones', 20 + seq %% 41, '2016-04-02 03:51:23' FROM seq_0_to_%1$d
        """
        .formatted(rows - 1);
  }

  static String postgreSql(int rows) {
    return """
        CREATE TABLE pinterest_data (
          "index" INT, title TEXT, follower_count TEXT, downloaded INT);
        CREATE TABLE geolocation_data (
          ind INT, "timestamp" TIMESTAMP, latitude REAL, longitude REAL, country TEXT);
        CREATE TABLE user_data (
          ind INT PRIMARY KEY, first_name TEXT, last_name TEXT, age INT, date_joined TIMESTAMP);
        INSERT INTO pinterest_data
          SELECT i, 'Post ' || i || ' \uD83D\uDE00', '43k', 1 FROM generate_series(0, %1$d) i;
        INSERT INTO geolocation_data
          SELECT i, '2018-06-26 02:39:25', -88.8298, 8.65953, 'Maldives'
          FROM generate_series(0, %1$d) i;
        INSERT INTO user_data
          SELECT i, 'Brittany', 'Jones', 20 + i %% 41, '2016-04-02 03:51:23'
          FROM generate_series(0, %1$d) i
        """
        .formatted(rows - 1);
  }
}
