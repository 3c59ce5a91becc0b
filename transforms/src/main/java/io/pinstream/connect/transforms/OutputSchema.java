// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;

/** What cleaned records look like, from what is declared and what comes. */
final class OutputSchema {
  private static final Schema ORIGINALS =
      SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).optional().build();
  private static final Set<Schema.Type> UP_TO_32_BITS =
      Set.of(Schema.Type.INT8, Schema.Type.INT16, Schema.Type.INT32);

  private OutputSchema() {}

  /**
   * The schema of cleaned records.
   *
   * @param name may be null: the input's
   * @param input the input's schema; null for maps
   * @param sideField whether there is a field for what could not be cleaned
   * @throws Unclean when a field has no type
   */
  static Schema of(
      Map<String, FieldExpression> declared,
      String name,
      Schema input,
      TimestampOutput timestamps,
      boolean sideField) {
    List<Field> fields = new ArrayList<>();
    declared.forEach(
        (field, expression) -> {
          Schema schema = ofField(field, expression, input, timestamps);
          fields.add(new Field(field, fields.size(), schema));
        });
    if (sideField) {
      fields.add(new Field(CleanConfig.SIDE_FIELD, fields.size(), ORIGINALS));
    }
    Schema model = input == null ? SchemaBuilder.struct().build() : input;
    return struct(model, name, fields);
  }

  /** A struct that is like another one, but for its fields and a name of its own, if it has one. */
  static Schema struct(Schema model, String name, List<Field> fields) {
    return new ConnectSchema(
        Schema.Type.STRUCT,
        model.isOptional(),
        null,
        name == null ? model.name() : name,
        name == null ? model.version() : null,
        model.doc(),
        model.parameters(),
        fields,
        null,
        null);
  }

  private static Schema ofField(
      String field, FieldExpression expression, Schema input, TimestampOutput timestamps) {
    boolean untouched = expression.operations().isEmpty();
    Schema source = source(expression, input);
    FieldType type = typeOf(expression, input, true);
    if (type == null) {
      if (source == null) {
        throw new Unclean(field, null, "an input field of that name, or a type in its expression");
      }
      return untouched ? source : optional(source);
    }
    Schema typed = type.schema(timestamps);
    if (source == null) {
      return typed;
    }
    // A field that passes unchanged still is what its name and parameters say.
    boolean same = untouched && source.type() == typed.type() && typed.name() == null;
    return schema(typed, typed.isOptional(), same ? source : typed, source.doc());
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
    return input == null
        ? null
        : expression.sources().stream()
            .filter(Input.class::isInstance)
            .map(source -> ((Input) source).schemaIn(input))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  /** The same schema for values that may be null. */
  static Schema optional(Schema schema) {
    return schema.isOptional() ? schema : schema(schema, true, schema, schema.doc());
  }

  private static Schema schema(Schema values, boolean optional, Schema meaning, String doc) {
    Schema.Type type = values.type();
    boolean map = type == Schema.Type.MAP;
    return new ConnectSchema(
        type,
        optional,
        null,
        meaning.name(),
        meaning.version(),
        doc,
        meaning.parameters(),
        type == Schema.Type.STRUCT ? values.fields() : null,
        map ? values.keySchema() : null,
        map || type == Schema.Type.ARRAY ? values.valueSchema() : null);
  }
}
