// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.Arrays;
import java.util.Date;

/** Reads a value by the first format that fits; what is a timestamp already passes. */
final class ParseTimestamp implements Operation {
  static final ParseTimestamp ISO =
      new ParseTimestamp(TimestampFormat.of("yyyy-MM-dd'T'HH:mm:ss[.S][X]"));

  private final TimestampFormat[] formats;

  ParseTimestamp(TimestampFormat... formats) {
    this.formats = formats;
  }

  @Override
  @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date.
  public Object apply(Object value) {
    if (value instanceof Date) {
      return value;
    }
    for (TimestampFormat format : formats) {
      long millis = format.parse(value);
      if (millis != TimestampFormat.NO_MATCH) {
        return new Date(millis);
      }
    }
    // JsonConverter without schemas writes a Timestamp as its epoch milliseconds.
    if (value instanceof Long millis) {
      return new Date(millis);
    }
    throw new UncleanValueException("a real date and time like " + this);
  }

  @Override
  public FieldType result() {
    return FieldType.of(FieldType.Kind.TIMESTAMP);
  }

  @Override
  public String toString() {
    return String.join(" or ", Arrays.stream(formats).map(Object::toString).toList());
  }
}
