// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.Locale;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;

/**
 * A declared output type, such as {@code int64}, {@code array<float64>} or {@code int32 not null}.
 *
 * @param kind what the field holds
 * @param element what an array's elements are; null for every other kind
 * @param required whether null is refused
 */
record FieldType(Kind kind, Kind element, boolean required) {

  /** What a value is, by the name it has in field expressions. */
  enum Kind {
    STRING,
    BOOLEAN,
    INT32,
    INT64,
    /** 32 or 64 bits, as it comes. */
    INTEGER,
    FLOAT64,
    TIMESTAMP,
    ARRAY;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private SchemaBuilder schema(TimestampOutput timestamps) {
      return switch (this) {
        case STRING -> SchemaBuilder.string();
        case BOOLEAN -> SchemaBuilder.bool();
        case INT32 -> SchemaBuilder.int32();
        case INT64, INTEGER -> SchemaBuilder.int64();
        case FLOAT64 -> SchemaBuilder.float64();
        case TIMESTAMP ->
            timestamps == TimestampOutput.ISO ? SchemaBuilder.string() : Timestamp.builder();
        case ARRAY -> throw new IllegalStateException("an array's schema needs its element");
      };
    }
  }

  static FieldType of(Kind kind) {
    return new FieldType(kind, null, false);
  }

  static FieldType arrayOf(Kind element) {
    return new FieldType(Kind.ARRAY, element, false);
  }

  /** What a value is, or each of an array's. */
  Kind single() {
    return kind == Kind.ARRAY ? element : kind;
  }

  /** The same type with this kind in the place of {@link Kind#INTEGER}. */
  FieldType withInteger(Kind integer) {
    return new FieldType(
        kind == Kind.INTEGER ? integer : kind,
        element == Kind.INTEGER ? integer : element,
        required);
  }

  FieldType notNull() {
    return new FieldType(kind, element, true);
  }

  /** The schema of a field of this type. */
  Schema schema(TimestampOutput timestamps) {
    SchemaBuilder schema =
        kind == Kind.ARRAY
            ? SchemaBuilder.array(element.schema(timestamps).build())
            : kind.schema(timestamps);
    return (required ? schema : schema.optional()).build();
  }

  @Override
  public String toString() {
    String word = kind == Kind.ARRAY ? "array<" + element.word() + ">" : kind.word();
    return required ? word + " not null" : word;
  }
}
