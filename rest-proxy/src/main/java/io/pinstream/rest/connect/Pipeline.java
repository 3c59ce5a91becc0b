// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.connect;

import io.pinstream.rest.config.InvalidSettingException;
import io.pinstream.rest.rows.Row;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What a row goes through in a Connect worker: transforms, each with its predicate, then
 * converters. As there, one thread uses it at a time.
 */
public final class Pipeline implements AutoCloseable {
  private final List<TransformStage> stages;
  private final RecordConverters converters;

  /**
   * Makes one of a connector's settings.
   *
   * @throws InvalidSettingException if one of them is wrong
   */
  public Pipeline(Map<String, String> settings) throws InvalidSettingException {
    this.stages = TransformStage.of(settings);
    this.converters = new RecordConverters(settings);
  }

  /**
   * The record of a row.
   *
   * @param place the row's place in its request, from 0, for the messages
   * @throws UncleanRowException if there is none
   */
  public ProducerRecord<byte[], byte[]> record(String topic, Row row, int place)
      throws UncleanRowException {
    if (row.defect() != null) {
      throw new UncleanRowException(
          new Unclean(
              null,
              "expected " + row.defect(),
              "row "
                  + place
                  + " for topic "
                  + topic
                  + ": expected "
                  + row.defect()
                  + ", got "
                  + row.value()),
          null);
    }
    SourceRecord record =
        new SourceRecord(
            Map.of("topic", topic),
            Map.of("row", place),
            topic,
            row.partition(),
            null,
            row.key(),
            null,
            row.value());
    SourceRecord transformed = transform(record);
    try {
      return converters.convert(transformed);
    } catch (RuntimeException e) {
      throw new UncleanRowException(
          new Unclean(null, null, "row " + place + " for topic " + topic + ": " + e.getMessage()),
          e);
    }
  }

  /** The record after all transforms. */
  SourceRecord transform(SourceRecord record) throws UncleanRowException {
    SourceRecord transformed = record;
    for (TransformStage stage : stages) {
      transformed = stage.apply(transformed);
    }
    return transformed;
  }

  @Override
  public void close() {
    stages.forEach(TransformStage::close);
  }
}
