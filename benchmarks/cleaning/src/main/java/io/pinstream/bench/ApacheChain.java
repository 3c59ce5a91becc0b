// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Cast;
import org.apache.kafka.connect.transforms.MaskField;
import org.apache.kafka.connect.transforms.ReplaceField;
import org.apache.kafka.connect.transforms.SetSchemaMetadata;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * What the cleaning of pins takes at least as a chain of Apache Kafka's own transforms: a step per
 * thing to do. They can neither replace on a condition nor read {@code 43k} nor strip a prefix, so
 * {@code MaskField}, which passes over the record in the same way, stands in for such a step.
 */
final class ApacheChain {
  private final List<Transformation<SourceRecord>> steps =
      List.of(
          configured(
              new ReplaceField.Value<>(), Map.of("renames", "index:ind", "exclude", "downloaded")),
          masked("title", "masked"),
          masked("description", "masked"),
          masked("follower_count", "43000"),
          masked("poster_name", "masked"),
          masked("tag_list", "masked"),
          masked("image_src", "masked"),
          masked("save_location", "masked"),
          configured(new Cast.Value<>(), Map.of("spec", "follower_count:int64")),
          configured(new SetSchemaMetadata.Value<>(), Map.of("schema.name", "io.pinstream.Pin")));

  SourceRecord apply(SourceRecord record) {
    SourceRecord result = record;
    for (Transformation<SourceRecord> step : steps) {
      result = step.apply(result);
    }
    return result;
  }

  private static Transformation<SourceRecord> masked(String field, String replacement) {
    return configured(new MaskField.Value<>(), Map.of("fields", field, "replacement", replacement));
  }

  private static Transformation<SourceRecord> configured(
      Transformation<SourceRecord> step, Map<String, String> settings) {
    step.configure(settings);
    return step;
  }
}
