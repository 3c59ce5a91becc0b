// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;

/** Brings values to a declared type, exactly or not at all. */
record Conversion(FieldType type, TimestampOutput timestamps) {
  private static final ParseTimestamp ISO = new ParseTimestamp(List.of(TimestampPattern.ISO), null);

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9.+eE-]+");
  private static final double MORE_THAN_A_LONG = 0x1p63;
  private static final int MOST_ZEROS = 10_000;

  /**
   * The value in the declared type.
   *
   * @throws Unclean when there is no such value, or only one that loses something
   */
  Object apply(Object value) {
    if (type.kind() != FieldType.Kind.ARRAY) {
      return convert(type.kind(), value);
    }
    if (!(value instanceof List<?> list)) {
      throw new Unclean("an array");
    }
    if (lacksOne(list)) {
      throw new Unclean("an array without nulls (all-or-null makes such an array null)");
    }
    return Operation.each(list, element -> convert(type.element(), element));
  }

  /** The class of the values that {@link #apply} always returns as they are; null if none. */
  Class<?> identity() {
    return switch (type.kind()) {
      case STRING -> String.class;
      case BOOLEAN -> Boolean.class;
      case INT32 -> Integer.class;
      case INT64 -> Long.class;
      case TIMESTAMP -> timestamps == TimestampOutput.TIMESTAMP ? Date.class : null;
      // Not every double is one of the values: NaN is none.
      case INTEGER, FLOAT64, ARRAY -> null;
    };
  }

  /** Whether an element is null. Not all lists can be asked whether they contain null. */
  static boolean lacksOne(List<?> list) {
    for (Object element : list) {
      if (element == null) {
        return true;
      }
    }
    return false;
  }

  private Object convert(FieldType.Kind kind, Object value) {
    return switch (kind) {
      case STRING -> value instanceof String ? value : toText(value);
      case BOOLEAN -> toBoolean(value);
      case INT32 -> value instanceof Integer ? value : toInt(value);
      case INT64 -> value instanceof Long ? value : (Long) toLong(value, "a whole number");
      case INTEGER -> toInteger(value);
      case FLOAT64 -> toDouble(value);
      case TIMESTAMP -> toTimestamp(value);
      case ARRAY -> throw new IllegalStateException("arrays of arrays can't be declared");
    };
  }

  /** The text of a text, number, boolean or timestamp. */
  @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date.
  static String toText(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof BigDecimal decimal) {
      return plainText(decimal);
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Date date) {
      return IsoTimestamp.format(date.getTime());
    }
    throw new Unclean("text");
  }

  /** A decimal without exponent; one of ten characters may stand for millions of zeros. */
  static String plainText(BigDecimal decimal) {
    if (Math.abs((long) decimal.scale()) > MOST_ZEROS) {
      throw new Unclean("a decimal of at most " + MOST_ZEROS + " places");
    }
    return decimal.toPlainString();
  }

  private static Boolean toBoolean(Object value) {
    if (value instanceof Boolean || "true".equals(value) || "false".equals(value)) {
      return Boolean.valueOf(value.toString());
    }
    throw new Unclean("true or false");
  }

  private static Object toInteger(Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return value;
    }
    long number = toLong(value, "a whole number");
    return number == (int) number ? (Object) (int) number : (Object) number;
  }

  private static Integer toInt(Object value) {
    long number = toLong(value, "a whole number");
    if (number != (int) number) {
      throw new Unclean("a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
    }
    return (int) number;
  }

  /** The whole number that a number or a text of digits is, exactly. */
  static long toLong(Object value, String expected) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof String text && WHOLE_NUMBER.matcher(text).matches()) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new Unclean(expected + " that 64 bits can hold");
      }
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      // Beyond 2^53 a double no longer tells whole numbers apart.
      if (number == Math.rint(number) && Math.abs(number) <= 1L << 53) {
        return (long) number;
      }
    }
    if (value instanceof BigDecimal decimal) {
      try {
        return decimal.longValueExact();
      } catch (ArithmeticException e) {
        throw new Unclean(expected);
      }
    }
    throw new Unclean(expected);
  }

  private static Double toDouble(Object value) {
    Double number = null;
    if (value instanceof Double exact) {
      number = exact;
    } else if (value instanceof Float single) {
      number = ShortestDecimal.widen(single);
    } else if (value instanceof String text) {
      number = parseDouble(text);
    } else if (value instanceof BigDecimal decimal) {
      number = decimal.doubleValue();
    } else if (value instanceof Number whole) {
      number = whole.doubleValue();
      if (number.longValue() != whole.longValue() || number == MORE_THAN_A_LONG) {
        throw new Unclean("a whole number that 64 bits of floating point can hold");
      }
    }
    if (number == null || number.isNaN() || number.isInfinite()) {
      throw new Unclean("a finite number");
    }
    return number;
  }

  /** Not all that Java reads as a number is one elsewhere: {@code 1f}, {@code 0x1p3}, blanks. */
  private static Double parseDouble(String text) {
    try {
      return NUMBER.matcher(text).matches() ? Double.valueOf(text) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date.
  private Object toTimestamp(Object value) {
    // JsonConverter without schemas writes a Timestamp as its epoch milliseconds.
    Date date = (Date) (value instanceof Long millis ? new Date(millis) : ISO.apply(value));
    return timestamps == TimestampOutput.TIMESTAMP ? date : IsoTimestamp.format(date.getTime());
  }
}
