// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.pinstream.rest.rows.RowOpener;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code {"records":[{"key","value","partition"}]}}, strictly, as Confluent's proxy does. */
final class ProduceRequest {
  private static final Set<String> FIELDS =
      Set.of("records", "key_schema", "key_schema_id", "value_schema", "value_schema_id");
  private static final Set<String> RECORD_FIELDS = Set.of("key", "value", "partition");

  private final RowOpener opener;

  ProduceRequest(RowOpener opener) {
    this.opener = opener;
  }

  /**
   * Finds the rows of a request, in their order.
   *
   * @param partition the path's; null where each record may have its own
   * @throws ApiException 400, 413, 422 or 429 if it is no such request, or beyond a bound
   */
  void read(String topic, Integer partition, RequestRows rows) {
    Map<?, ?> request = object(rows.json(), "The request");
    rejectUnknown(request, FIELDS);
    if (!(request.get("records") instanceof List<?> records)) {
      throw ApiException.unprocessable(
          request.get("records") == null
              ? "records may not be null"
              : "records is no array: expected {\"records\":[{\"value\":{...}}]}");
    }
    if (records.isEmpty()) {
      throw ApiException.unprocessable("records may not be empty");
    }
    for (Object each : records) {
      Map<?, ?> record = object(each, "A record");
      rejectUnknown(record, RECORD_FIELDS);
      opener.open(
          topic,
          record.get("key"),
          record.get("value"),
          partition == null ? partitionOf(record) : partition,
          rows);
    }
  }

  private static Map<?, ?> object(Object json, String what) {
    if (json instanceof Map<?, ?> map) {
      return map;
    }
    throw ApiException.unprocessable(
        what + " is no object: expected {\"records\":[{\"value\":{...}}]}");
  }

  private static void rejectUnknown(Map<?, ?> object, Set<String> known) {
    for (Object name : object.keySet()) {
      if (!known.contains(name)) {
        throw ApiException.unprocessable("Unrecognized field: " + name);
      }
    }
  }

  private static Integer partitionOf(Map<?, ?> record) {
    Object partition = record.get("partition");
    if (partition == null) {
      return null;
    }
    if (partition instanceof Integer number && number >= 0) {
      return number;
    }
    throw ApiException.unprocessable("partition is " + partition + ": expected a number from 0");
  }
}
