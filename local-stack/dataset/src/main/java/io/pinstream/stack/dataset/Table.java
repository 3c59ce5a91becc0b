// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import static io.pinstream.stack.dataset.Column.Type.CHAR_36;
import static io.pinstream.stack.dataset.Column.Type.DATETIME;
import static io.pinstream.stack.dataset.Column.Type.FLOAT;
import static io.pinstream.stack.dataset.Column.Type.INT;
import static io.pinstream.stack.dataset.Column.Type.TEXT;

import java.sql.SQLException;
import java.util.List;

/** The three tables: their columns, and their rows as tab-separated text. */
enum Table {
  PINTEREST_DATA(
      "pinterest_data",
      List.of(
          new Column("index", INT),
          new Column("unique_id", CHAR_36),
          new Column("title", TEXT),
          new Column("description", TEXT),
          new Column("poster_name", TEXT),
          new Column("follower_count", TEXT),
          new Column("tag_list", TEXT),
          new Column("is_image_or_video", TEXT),
          new Column("image_src", TEXT),
          new Column("downloaded", INT),
          new Column("save_location", TEXT),
          new Column("category", TEXT))) {
    @Override
    void write(PinterestDataset dataset, int index, RowSink sink) throws SQLException {
      PinRow row = dataset.pin(index);
      sink.add(row.index())
          .add(row.uniqueId())
          .add(row.title())
          .add(row.description())
          .add(row.posterName())
          .add(row.followerCount())
          .add(row.tagList())
          .add(row.imageOrVideo())
          .add(row.imageSrc())
          .add(row.downloaded())
          .add(row.saveLocation())
          .add(row.category())
          .endRow();
    }
  },
  GEOLOCATION_DATA(
      "geolocation_data",
      List.of(
          new Column("ind", INT),
          new Column("timestamp", DATETIME),
          new Column("latitude", FLOAT),
          new Column("longitude", FLOAT),
          new Column("country", TEXT))) {
    @Override
    void write(PinterestDataset dataset, int index, RowSink sink) throws SQLException {
      GeoRow row = dataset.geo(index);
      sink.add(row.ind())
          .add(row.timestamp())
          .add(row.latitude())
          .add(row.longitude())
          .add(row.country())
          .endRow();
    }
  },
  USER_DATA(
      "user_data",
      List.of(
          new Column("ind", INT),
          new Column("first_name", TEXT),
          new Column("last_name", TEXT),
          new Column("age", INT),
          new Column("date_joined", DATETIME))) {
    @Override
    void write(PinterestDataset dataset, int index, RowSink sink) throws SQLException {
      UserRow row = dataset.user(index);
      sink.add(row.ind())
          .add(row.firstName())
          .add(row.lastName())
          .add(row.age())
          .add(row.dateJoined())
          .endRow();
    }
  };

  private final String sqlName;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of, of records
  private final List<Column> columns;

  Table(String sqlName, List<Column> columns) {
    this.sqlName = sqlName;
    this.columns = columns;
  }

  String sqlName() {
    return sqlName;
  }

  List<Column> columns() {
    return columns;
  }

  /** The column that holds the number of the post. */
  Column indexColumn() {
    return columns.get(0);
  }

  abstract void write(PinterestDataset dataset, int index, RowSink sink) throws SQLException;
}
