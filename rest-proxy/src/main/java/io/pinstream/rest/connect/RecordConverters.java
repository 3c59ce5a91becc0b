// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.connect;

import static io.pinstream.rest.config.ConnectorSettings.HEADER_CONVERTER;
import static io.pinstream.rest.config.ConnectorSettings.KEY_CONVERTER;
import static io.pinstream.rest.config.ConnectorSettings.VALUE_CONVERTER;

import io.pinstream.rest.config.InvalidSettingException;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.HeaderConverter;

/** Turns Connect's records into the producer's, by the converters that the settings name. */
final class RecordConverters {
  private final Converter keys;
  private final Converter values;
  private final HeaderConverter headers;

  RecordConverters(Map<String, String> settings) throws InvalidSettingException {
    keys = converter(settings, KEY_CONVERTER, true);
    values = converter(settings, VALUE_CONVERTER, false);
    headers = Plugin.make(settings, HEADER_CONVERTER, HeaderConverter.class);
    Map<String, String> own = Plugin.withPrefix(settings, HEADER_CONVERTER + ".");
    own.put(ConverterConfig.TYPE_CONFIG, ConverterType.HEADER.getName());
    Plugin.configure(HEADER_CONVERTER + ".", () -> headers.configure(own));
  }

  private static Converter converter(Map<String, String> settings, String setting, boolean isKey)
      throws InvalidSettingException {
    Converter converter = Plugin.make(settings, setting, Converter.class);
    Map<String, String> own = Plugin.withPrefix(settings, setting + ".");
    Plugin.configure(setting + ".", () -> converter.configure(own, isKey));
    return converter;
  }

  /** As a worker does it with the records of a source connector. */
  ProducerRecord<byte[], byte[]> convert(SourceRecord record) {
    RecordHeaders converted = new RecordHeaders();
    for (Header header : record.headers()) {
      converted.add(
          header.key(),
          headers.fromConnectHeader(record.topic(), header.key(), header.schema(), header.value()));
    }
    byte[] key = keys.fromConnectData(record.topic(), converted, record.keySchema(), record.key());
    byte[] value =
        values.fromConnectData(record.topic(), converted, record.valueSchema(), record.value());
    return new ProducerRecord<>(
        record.topic(), record.kafkaPartition(), record.timestamp(), key, value, converted);
  }
}
