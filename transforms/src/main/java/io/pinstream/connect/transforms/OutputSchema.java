// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import io.pinstream.connect.transforms.Table.DeclaredField;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** What cleaned records look like, from what is declared and what comes. */
final class OutputSchema {
  private static final Set<String> CONNECTS_LOGICAL_TYPES =
      Set.of(Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME, Decimal.LOGICAL_NAME);
  private static final Set<Schema.Type> UP_TO_32_BITS =
      Set.of(Schema.Type.INT8, Schema.Type.INT16, Schema.Type.INT32);

  private OutputSchema() {}

  /**
   * The schema of cleaned records.
   *
   * @param name may be null: the input's
   * @param input the input's schema; null for maps
   * @param sideField whether there is a field for what could not be cleaned
   * @throws UncleanRecordException when a field has no type
   */
  static Schema of(
      List<DeclaredField> fields,
      String name,
      Schema input,
      TimestampForm timestamps,
      boolean sideField) {
    SchemaBuilder schema = SchemaBuilder.struct();
    if (name != null) {
      schema.name(name);
    } else if (input != null) {
      schema.name(input.name()).version(input.version());
    }
    if (input != null) {
      schema.doc(input.doc());
      if (input.parameters() != null) {
        schema.parameters(input.parameters());
      }
      if (input.isOptional()) {
        schema.optional();
      }
    }
    for (DeclaredField field : fields) {
      schema.field(field.name(), ofField(field, input, timestamps));
    }
    if (sideField) {
      schema.field(
          CleanConfig.SIDE_FIELD,
          SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).optional().build());
    }
    return schema.build();
  }

  private static Schema ofField(DeclaredField field, Schema input, TimestampForm timestamps) {
    FieldExpression expression = field.expression();
    Schema source = source(expression, input);
    FieldType type = typeOf(expression, input, true);
    if (type == null) {
      if (source == null) {
        throw new UncleanRecordException(
            field.name(), null, "an input field of that name, or a type in its expression");
      }
      return expression.operations().isEmpty() ? source : optional(source);
    }
    SchemaBuilder schema = type.schema(timestamps);
    if (source != null) {
      schema.doc(source.doc());
      if (expression.operations().isEmpty() && source.type() == schema.type()) {
        keepMeaning(source, schema);
      }
    }
    return schema.build();
  }

  /** A field that passes unchanged still is what its name and parameters say. */
  private static void keepMeaning(Schema source, SchemaBuilder schema) {
    boolean logical = source.name() != null && CONNECTS_LOGICAL_TYPES.contains(source.name());
    if (logical || schema.name() != null) {
      return;
    }
    schema.name(source.name()).version(source.version());
    if (source.parameters() != null) {
      schema.parameters(source.parameters());
    }
  }

  /**
   * The type of a field; null when it is whatever the input's is.
   *
   * @param withSchema whether the output has a schema, which must say how many bits an integer has
   */
  static FieldType typeOf(FieldExpression expression, Schema input, boolean withSchema) {
    Schema source = source(expression, input);
    FieldType type = expression.outputType(source != null && source.type() == Schema.Type.ARRAY);
    if (type != null) {
      return withSchema ? type.withInteger(integer(expression, input)) : type;
    }
    if (source == null || !Timestamp.LOGICAL_NAME.equals(source.name())) {
      return null;
    }
    FieldType timestamp = FieldType.of(FieldType.Kind.TIMESTAMP);
    return source.isOptional() || !expression.operations().isEmpty()
        ? timestamp
        : timestamp.notNull();
  }

  private static FieldType.Kind integer(FieldExpression expression, Schema input) {
    boolean allShort =
        input != null
            && expression.inputs().stream()
                .map(source -> source.schemaIn(input))
                .filter(Objects::nonNull)
                .allMatch(source -> UP_TO_32_BITS.contains(single(source).type()));
    return allShort ? FieldType.Kind.INT32 : FieldType.Kind.INT64;
  }

  /** The schema of an array's elements, or of what is no array. */
  static Schema single(Schema schema) {
    return schema.type() == Schema.Type.ARRAY ? schema.valueSchema() : schema;
  }

  private static Schema source(FieldExpression expression, Schema input) {
    List<Schema> sources = input == null ? List.of() : sources(expression, input);
    return sources.isEmpty() ? null : sources.get(0);
  }

  private static List<Schema> sources(FieldExpression expression, Schema input) {
    return expression.sources().stream()
        .filter(Input.class::isInstance)
        .map(source -> ((Input) source).schemaIn(input))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The same schema for values that may be null. */
  static Schema optional(Schema schema) {
    if (schema.isOptional()) {
      return schema;
    }
    SchemaBuilder copy =
        switch (schema.type()) {
          case ARRAY -> SchemaBuilder.array(schema.valueSchema());
          case MAP -> SchemaBuilder.map(schema.keySchema(), schema.valueSchema());
          default -> new SchemaBuilder(schema.type());
        };
    if (schema.type() == Schema.Type.STRUCT) {
      schema.fields().forEach(field -> copy.field(field.name(), field.schema()));
    }
    if (schema.parameters() != null) {
      copy.parameters(schema.parameters());
    }
    return copy.name(schema.name()).version(schema.version()).doc(schema.doc()).optional().build();
  }
}
