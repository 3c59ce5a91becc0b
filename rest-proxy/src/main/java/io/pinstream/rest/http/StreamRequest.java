// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.pinstream.rest.rows.Row;
import io.pinstream.rest.rows.RowOpener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads what is put into a stream: {@code {"StreamName","Data","PartitionKey"}}, and several in
 * {@code records} or {@code Records}. The path says which stream it is, and the row itself what its
 * key is, whatever {@code StreamName} and {@code PartitionKey} say.
 */
final class StreamRequest {
  private static final String EXPECTED =
      "expected {\"StreamName\":...,\"Data\":{...},\"PartitionKey\":...}";
  private static final List<String> DATA = List.of("Data", "data", "value");
  private static final List<String> RECORDS = List.of("Records", "records");

  private final RowOpener opener;
  private final ProduceRequest produceRequest;

  /**
   * @param produceRequest what bounds the rows of a request
   */
  StreamRequest(RowOpener opener, ProduceRequest produceRequest) {
    this.opener = opener;
    this.produceRequest = produceRequest;
  }

  /**
   * The rows of a request, in their order.
   *
   * @throws ApiException 400, 413 or 422 if it is no such request
   */
  List<Row> rows(String topic, byte[] body) {
    Object json = ProduceRequest.json(body);
    List<Row> rows = new ArrayList<>();
    if (json instanceof List<?> records) {
      openAll(topic, records, rows);
      return rows;
    }
    if (!(json instanceof Map<?, ?> request)) {
      throw ApiException.unprocessable("The request is no object: " + EXPECTED);
    }
    for (String name : DATA) {
      if (request.containsKey(name)) {
        open(topic, request.get(name), rows);
        return rows;
      }
    }
    for (String name : RECORDS) {
      if (request.get(name) instanceof List<?> records) {
        openAll(topic, records, rows);
        return rows;
      }
    }
    throw ApiException.unprocessable(
        "The request has neither Data nor records, but " + request.keySet() + ": " + EXPECTED);
  }

  private void openAll(String topic, List<?> records, List<Row> rows) {
    if (records.isEmpty()) {
      throw ApiException.unprocessable("The request has no records: " + EXPECTED);
    }
    for (Object record : records) {
      Object data = record;
      if (record instanceof Map<?, ?> map) {
        for (String name : DATA) {
          if (map.containsKey(name)) {
            data = map.get(name);
            break;
          }
        }
      }
      open(topic, data, rows);
    }
  }

  private void open(String topic, Object data, List<Row> rows) {
    opener.open(topic, null, data, null, row -> produceRequest.add(rows, row));
  }
}
