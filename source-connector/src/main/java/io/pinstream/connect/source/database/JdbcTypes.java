// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** Column mappings that more than one dialect uses. */
@SuppressWarnings("JavaUtilDate") // Connect's logical types carry it.
final class JdbcTypes {

  /** As many decimal digits as an INT64 always holds. */
  private static final int INT64_DIGITS = 18;

  /** As many decimal digits as a FLOAT64 always gives back. */
  private static final int FLOAT64_DIGITS = 15;

  private static final long MILLIS_PER_DAY = 86_400_000L;

  private JdbcTypes() {}

  static ColumnMapping bool() {
    return new ColumnMapping(
        SchemaBuilder.bool(),
        (row, column) -> {
          boolean value = row.getBoolean(column);
          return row.wasNull() ? null : value;
        });
  }

  /** One bit is true or false; more are the number that they write, while an INT64 holds it. */
  static ColumnMapping bits(ColumnType type) {
    if (type.precision() <= 1) {
      return bool();
    }
    if (type.precision() >= Long.SIZE) {
      return bytes();
    }
    return new ColumnMapping(
        SchemaBuilder.int64(),
        (row, column) -> {
          byte[] value = row.getBytes(column);
          return value == null ? null : new BigInteger(1, value).longValueExact();
        });
  }

  static ColumnMapping int8() {
    return new ColumnMapping(
        SchemaBuilder.int8(),
        (row, column) -> {
          byte value = row.getByte(column);
          return row.wasNull() ? null : value;
        });
  }

  static ColumnMapping int16() {
    return new ColumnMapping(
        SchemaBuilder.int16(),
        (row, column) -> {
          short value = row.getShort(column);
          return row.wasNull() ? null : value;
        });
  }

  static ColumnMapping int32() {
    return new ColumnMapping(
        SchemaBuilder.int32(),
        (row, column) -> {
          int value = row.getInt(column);
          return row.wasNull() ? null : value;
        });
  }

  static ColumnMapping int64() {
    return new ColumnMapping(
        SchemaBuilder.int64(),
        (row, column) -> {
          long value = row.getLong(column);
          return row.wasNull() ? null : value;
        });
  }

  /** Unsigned 64-bit numbers, which an INT64 holds up to half of their range. */
  static ColumnMapping unsignedInt64() {
    return new ColumnMapping(
        SchemaBuilder.int64(), (row, column) -> exactLong(row.getBigDecimal(column)));
  }

  static ColumnMapping float32() {
    return new ColumnMapping(
        SchemaBuilder.float32(),
        (row, column) -> {
          float value = row.getFloat(column);
          return row.wasNull() ? null : value;
        });
  }

  static ColumnMapping float64() {
    return new ColumnMapping(
        SchemaBuilder.float64(),
        (row, column) -> {
          double value = row.getDouble(column);
          return row.wasNull() ? null : value;
        });
  }

  /**
   * Whole numbers of up to 18 digits as INT64, others of up to 15 digits as FLOAT64; longer ones,
   * or those of no fixed length, as text, which alone holds all their digits.
   */
  static ColumnMapping decimal(ColumnType type) {
    int digits = type.precision();
    if (digits > 0 && type.scale() == 0 && digits <= INT64_DIGITS) {
      return new ColumnMapping(
          SchemaBuilder.int64(), (row, column) -> exactLong(row.getBigDecimal(column)));
    }
    if (digits > 0 && digits <= FLOAT64_DIGITS) {
      return new ColumnMapping(
          SchemaBuilder.float64(),
          (row, column) -> {
            BigDecimal value = row.getBigDecimal(column);
            return value == null ? null : value.doubleValue();
          });
    }
    return new ColumnMapping(
        SchemaBuilder.string(),
        (row, column) -> {
          BigDecimal value = row.getBigDecimal(column);
          return value == null ? null : value.toPlainString();
        });
  }

  static ColumnMapping text() {
    return new ColumnMapping(SchemaBuilder.string(), ResultSet::getString);
  }

  static ColumnMapping bytes() {
    return new ColumnMapping(SchemaBuilder.bytes(), ResultSet::getBytes);
  }

  static ColumnMapping date() {
    return new ColumnMapping(
        org.apache.kafka.connect.data.Date.builder(),
        (row, column) -> {
          LocalDate value = row.getObject(column, LocalDate.class);
          return value == null ? null : new Date(value.toEpochDay() * MILLIS_PER_DAY);
        });
  }

  static ColumnMapping timeOfDay() {
    return new ColumnMapping(
        Time.builder(),
        (row, column) -> {
          LocalTime value = row.getObject(column, LocalTime.class);
          return value == null ? null : new Date(value.toNanoOfDay() / 1_000_000);
        });
  }

  /** A date and time that holds no time zone: it is the given one's. */
  static ColumnMapping dateTime(ZoneId zone) {
    return new ColumnMapping(
        Timestamp.builder(),
        zone.normalized() instanceof ZoneOffset offset
            ? (row, column) -> {
              LocalDateTime value = row.getObject(column, LocalDateTime.class);
              return value == null ? null : Date.from(value.toInstant(offset));
            }
            : (row, column) -> {
              LocalDateTime value = row.getObject(column, LocalDateTime.class);
              return value == null ? null : Date.from(value.atZone(zone).toInstant());
            });
  }

  private static Long exactLong(BigDecimal value) {
    if (value == null) {
      return null;
    }
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw new DataException(value.toPlainString() + " is more than a 64-bit integer holds", e);
    }
  }
}
