// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pinstream.rest.rows.Json;
import io.pinstream.rest.rows.Row;
import io.pinstream.rest.rows.RowOpener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code {"records":[{"key","value","partition"}]}}, strictly, as Confluent's proxy does. */
final class ProduceRequest {
  private static final Set<String> FIELDS =
      Set.of("records", "key_schema", "key_schema_id", "value_schema", "value_schema_id");
  private static final Set<String> RECORD_FIELDS = Set.of("key", "value", "partition");

  private final RowOpener opener;
  private final int maxRows;

  ProduceRequest(RowOpener opener, int maxRows) {
    this.opener = opener;
    this.maxRows = maxRows;
  }

  /**
   * The rows of a request, in their order.
   *
   * @param partition the path's; null where each record may have its own
   * @throws ApiException 400, 413 or 422 if it is no such request
   */
  List<Row> rows(String topic, Integer partition, byte[] body) {
    Map<?, ?> request = object(json(body), "The request");
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
    List<Row> rows = new ArrayList<>(records.size());
    for (Object each : records) {
      Map<?, ?> record = object(each, "A record");
      rejectUnknown(record, RECORD_FIELDS);
      opener.open(
          topic,
          record.get("key"),
          record.get("value"),
          partition == null ? partitionOf(record) : partition,
          row -> add(rows, row));
    }
    return rows;
  }

  /**
   * Adds a row.
   *
   * @throws ApiException 413 if it is one too many
   */
  void add(List<Row> rows, Row row) {
    if (rows.size() == maxRows) {
      throw ApiException.tooLarge(
          "the request has more than " + maxRows + " rows (records.max); send it in parts");
    }
    rows.add(row);
  }

  static Object json(byte[] body) {
    if (body.length == 0) {
      throw ApiException.unprocessable("The request is empty: expected JSON");
    }
    try {
      return Json.read(body);
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw ApiException.malformed("Json mapping error: " + e.getOriginalMessage());
    }
  }

  static Map<?, ?> object(Object json, String what) {
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
