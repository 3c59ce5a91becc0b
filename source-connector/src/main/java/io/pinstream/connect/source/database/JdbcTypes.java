// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** Column mappings for what JDBC reads the same way of every database that has it. */
@SuppressWarnings("JavaUtilDate") // Connect's logical types carry it.
final class JdbcTypes {

  /** As many decimal digits as an INT64 always holds. */
  private static final int INT64_DIGITS = 18;

  /** As many decimal digits as a FLOAT64 always gives back. */
  private static final int FLOAT64_DIGITS = 15;

  private static final Duration DAY = Duration.ofDays(1);

  /** In the result set that JDBC makes of an array; the first column is the place. */
  private static final int ELEMENT = 2;

  /** What PostgreSQL's driver makes of {@code infinity}, and of the time {@code 24:00:00}. */
  private static final Set<Object> ENDS_OF_TIME =
      Set.of(
          LocalDate.MIN,
          LocalDate.MAX,
          LocalDateTime.MIN,
          LocalDateTime.MAX,
          OffsetDateTime.MIN,
          OffsetDateTime.MAX,
          LocalTime.MAX);

  private JdbcTypes() {}

  /** One bit is true or false; more are the number that they write, while an INT64 holds it. */
  static ColumnMapping bits(ColumnType type) {
    if (type.precision() <= 1) {
      return primitive(Schema.Type.BOOLEAN);
    }
    return type.precision() >= Long.SIZE
        ? bytes()
        : mapped(
            SchemaBuilder.int64(),
            ResultSet::getBytes,
            value -> new BigInteger(1, value).longValueExact());
  }

  /** A boolean or a number that JDBC has a getter for, which returns 0 for NULL. */
  static ColumnMapping primitive(Schema.Type type) {
    ColumnMapping.Reader<Object> getter =
        switch (type) {
          case BOOLEAN -> ResultSet::getBoolean;
          case INT8 -> ResultSet::getByte;
          case INT16 -> ResultSet::getShort;
          case INT32 -> ResultSet::getInt;
          case INT64 -> ResultSet::getLong;
          case FLOAT32 -> ResultSet::getFloat;
          case FLOAT64 -> ResultSet::getDouble;
          default -> throw new IllegalArgumentException(type + " is no primitive type");
        };
    return new ColumnMapping(
        SchemaBuilder.type(type),
        (row, column) -> {
          Object value = getter.read(row, column);
          return row.wasNull() ? null : value;
        });
  }

  /** Whole numbers of any length, which an INT64 holds up to a point. */
  static ColumnMapping exactInt64() {
    return mapped(SchemaBuilder.int64(), ResultSet::getBigDecimal, JdbcTypes::exactLong);
  }

  /**
   * Whole numbers of up to 18 digits as INT64, others of up to 15 digits as FLOAT64; longer ones,
   * or those of no fixed length, as text, which alone holds all their digits.
   *
   * @param asText how the text is read
   */
  static ColumnMapping decimal(ColumnType type, ColumnMapping asText) {
    int digits = type.precision();
    if (digits > 0 && type.scale() == 0 && digits <= INT64_DIGITS) {
      return exactInt64();
    }
    return digits > 0 && digits <= FLOAT64_DIGITS ? primitive(Schema.Type.FLOAT64) : asText;
  }

  /** A decimal's text without the zeros that ZEROFILL puts before it. */
  static ColumnMapping plainDecimal() {
    return mapped(SchemaBuilder.string(), ResultSet::getBigDecimal, BigDecimal::toPlainString);
  }

  static ColumnMapping text() {
    return new ColumnMapping(SchemaBuilder.string(), ResultSet::getString);
  }

  static ColumnMapping bytes() {
    return new ColumnMapping(SchemaBuilder.bytes(), ResultSet::getBytes);
  }

  static ColumnMapping date() {
    return converted(
        org.apache.kafka.connect.data.Date.builder(),
        LocalDate.class,
        value -> new Date(value.toEpochDay() * DAY.toMillis()));
  }

  static ColumnMapping timeOfDay() {
    return converted(
        Time.builder(), LocalTime.class, value -> new Date(value.toNanoOfDay() / 1_000_000));
  }

  /** MySQL's TIME, which may be negative, or longer than a day. */
  static ColumnMapping durationOfDay() {
    return converted(
        Time.builder(),
        Duration.class,
        value -> {
          if (value.isNegative() || value.compareTo(DAY) >= 0) {
            throw new DataException(
                value
                    + " is no time of day but a duration, which has no Connect type: read a view that"
                    + " casts the column to text or seconds");
          }
          return new Date(value.toMillis());
        });
  }

  /** A date and time that holds no time zone: it is the given one's. */
  static ColumnMapping dateTime(ZoneId zone) {
    return converted(
        Timestamp.builder(),
        LocalDateTime.class,
        value -> {
          List<ZoneOffset> offsets = zone.getRules().getValidOffsets(value);
          if (offsets.size() != 1) {
            throw new DataException(
                value
                    + (offsets.isEmpty() ? " does not exist in " : " comes twice in ")
                    + zone
                    + ", where clocks change (db.timezone): set the zone that the values are written in,"
                    + " or read a view that turns the column into an instant");
          }
          return Date.from(value.toInstant(offsets.get(0)));
        });
  }

  static ColumnMapping instant() {
    return converted(
        Timestamp.builder(), OffsetDateTime.class, value -> Date.from(value.toInstant()));
  }

  /** Arrays of one dimension, whose elements may be null. */
  static ColumnMapping array(ColumnMapping element) {
    return new ColumnMapping(
        SchemaBuilder.array(element.schema().optional().build()),
        (row, column) -> {
          Array array = row.getArray(column);
          return array == null ? null : list(array, element.reader());
        });
  }

  private static List<Object> list(Array array, ColumnMapping.Reader<?> reader)
      throws SQLException {
    try (ResultSet elements = array.getResultSet()) {
      if (elements.getMetaData().getColumnType(ELEMENT) == Types.ARRAY) {
        throw new DataException(
            "an array of more than one dimension has no Connect type: cast it to text in a view");
      }
      List<Object> list = new ArrayList<>();
      while (elements.next()) {
        list.add(reader.read(elements, ELEMENT));
      }
      return list;
    } finally {
      array.free();
    }
  }

  /** What a conversion makes of values that are not null. */
  static <T> ColumnMapping mapped(
      SchemaBuilder schema, ColumnMapping.Reader<T> getter, Function<T, ?> conversion) {
    return new ColumnMapping(
        schema,
        (row, column) -> {
          T value = getter.read(row, column);
          return value == null ? null : conversion.apply(value);
        });
  }

  private static <T> ColumnMapping converted(
      SchemaBuilder schema, Class<T> type, Function<T, Date> conversion) {
    return mapped(
        schema,
        (row, column) -> {
          T value = row.getObject(column, type);
          if (value != null && ENDS_OF_TIME.contains(value)) {
            throw new DataException(
                row.getString(column)
                    + " is no date or time that a Connect type holds: change it, or read a view that"
                    + " puts NULL in its place");
          }
          return value;
        },
        conversion);
  }

  private static Long exactLong(BigDecimal value) {
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw new DataException(value.toPlainString() + " is more than a 64-bit integer holds", e);
    }
  }
}
