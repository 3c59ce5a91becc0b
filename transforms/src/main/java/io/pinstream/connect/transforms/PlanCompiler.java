// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.CleanConfig.DeclaredField;
import io.pinstream.connect.transforms.FieldExpression.Input;
import io.pinstream.connect.transforms.FieldExpression.Source;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binds declared fields to the shape of the records that come. */
final class PlanCompiler {
  private static final Set<String> CONNECTS_LOGICAL_TYPES =
      Set.of(Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME, Decimal.LOGICAL_NAME);

  private static final Logger LOG = LoggerFactory.getLogger(Clean.class);

  private final CleanConfig config;

  PlanCompiler(CleanConfig config) {
    this.config = config;
  }

  /**
   * The plan for records of one schema.
   *
   * @param input the input's schema, a struct; null for maps
   * @throws UncleanRecordException when nothing with that schema can be cleaned
   */
  Plan compile(Schema input) {
    boolean withSchema =
        switch (config.schemaOutput()) {
          case KEEP -> input != null;
          case ADD -> true;
          case REMOVE -> false;
        };
    TimestampForm timestamps = config.timestampOutput().form(withSchema);
    Schema output = withSchema ? outputSchema(input, timestamps) : null;
    List<FieldPlan> fields =
        config.fields().stream()
            .map(declared -> fieldPlan(declared, input, output, timestamps))
            .toList();
    if (input != null) {
      logDifferences(input);
    }
    return new Plan(
        output,
        fields,
        config.onError() == OnError.KEEP,
        RecordCriterion.of(config.requires(), input));
  }

  private static FieldPlan fieldPlan(
      DeclaredField declared, Schema input, Schema output, TimestampForm timestamps) {
    FieldExpression expression = declared.expression();
    FieldReader reader = FieldReader.of(expression.sources(), input);
    FieldType type = typeOf(expression, input);
    Field field = output == null ? null : output.field(declared.name());
    Class<?> done = null;
    UnaryOperator<Object> conversion;
    if (type != null) {
      Conversion typed = new Conversion(type, timestamps);
      done = typed.identity();
      conversion = typed::apply;
    } else if (output == null) {
      conversion = value -> Schemaless.of(value, timestamps);
    } else {
      conversion = value -> value;
    }
    boolean required =
        type != null ? type.required() : field != null && !field.schema().isOptional();
    return FieldPlan.of(
        declared.name(), field, reader, expression.operations(), done, conversion, required);
  }

  /** A misspelled field shows here, and only here: it is null in every record. */
  private void logDifferences(Schema input) {
    Set<String> left = new LinkedHashSet<>();
    input.fields().forEach(field -> left.add(field.name()));
    Set<String> unknown = new LinkedHashSet<>();
    for (DeclaredField declared : config.fields()) {
      List<Input> sources = declared.expression().inputs();
      if (!sources.isEmpty()
          && sources.stream().allMatch(source -> source.schemaIn(input) == null)) {
        unknown.add(declared.name());
      }
      for (Input source : sources) {
        source.fieldsIn(input).stream().limit(1).map(Field::name).forEach(left::remove);
      }
    }
    LOG.info(
        "Cleaning records of the schema {}: input fields left out {}, output fields without input {}",
        input.name(),
        left,
        unknown);
  }

  private Schema outputSchema(Schema input, TimestampForm timestamps) {
    SchemaBuilder schema = SchemaBuilder.struct();
    if (config.schemaName() != null) {
      schema.name(config.schemaName());
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
    for (DeclaredField field : config.fields()) {
      schema.field(field.name(), fieldSchema(field, input, timestamps));
    }
    if (config.onError() == OnError.KEEP) {
      schema.field(
          CleanConfig.SIDE_FIELD,
          SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).optional().build());
    }
    return schema.build();
  }

  private static Schema fieldSchema(DeclaredField field, Schema input, TimestampForm timestamps) {
    FieldExpression expression = field.expression();
    Schema source = sourceSchema(expression, input);
    FieldType type = typeOf(expression, input);
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

  /** The type of a field; null when it is whatever the input's is. */
  private static FieldType typeOf(FieldExpression expression, Schema input) {
    FieldType type = expression.outputType();
    if (type != null) {
      return type;
    }
    Schema source = sourceSchema(expression, input);
    if (source == null || !Timestamp.LOGICAL_NAME.equals(source.name())) {
      return null;
    }
    FieldType timestamp = FieldType.of(FieldType.Kind.TIMESTAMP);
    return source.isOptional() || !expression.operations().isEmpty()
        ? timestamp
        : timestamp.notNull();
  }

  private static Schema sourceSchema(FieldExpression expression, Schema input) {
    if (input == null) {
      return null;
    }
    for (Source source : expression.sources()) {
      if (source instanceof Input named && named.schemaIn(input) != null) {
        return named.schemaIn(input);
      }
    }
    return null;
  }

  private static Schema optional(Schema schema) {
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
