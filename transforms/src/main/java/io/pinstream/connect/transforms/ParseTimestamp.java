// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes timestamps of text and numbers; what is a timestamp already passes. Text is read by the
 * first pattern that fits. A number is read in the unit that is named: without one it is no
 * timestamp, for nobody can tell what it counts.
 *
 * @param patterns of text; without any, text of digits is read as the number that it is
 * @param unit of numbers; may be null
 */
record ParseTimestamp(List<TimestampPattern> patterns, EpochUnit unit)
    implements UnaryOperator<Object> {

  @Override
  @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date.
  public Object apply(Object value) {
    if (value instanceof Date) {
      return value;
    }
    if (unit != null && (patterns.isEmpty() || !(value instanceof String))) {
      return new Date(unit.millis(Conversion.toLong(value, expected())));
    }
    if (value instanceof String text) {
      for (TimestampPattern pattern : patterns) {
        Long millis = pattern.parse(text);
        if (millis != null) {
          return new Date(millis);
        }
      }
    }
    throw new UncleanValueException(expected());
  }

  private String expected() {
    return Stream.concat(patterns.stream(), Stream.ofNullable(unit))
        .map(Object::toString)
        .collect(Collectors.joining(" or ", "a real date and time like ", ""));
  }
}
