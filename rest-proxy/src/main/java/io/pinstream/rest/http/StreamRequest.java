// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.pinstream.rest.rows.RowOpener;
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

  StreamRequest(RowOpener opener) {
    this.opener = opener;
  }

  /**
   * Finds the rows of a request, in their order.
   *
   * @throws ApiException 400, 413, 422 or 429 if it is no such request, or beyond a bound
   */
  void read(String topic, RequestRows rows) {
    Object json = rows.json();
    if (json instanceof List<?> records) {
      openAll(topic, records, rows);
      return;
    }
    if (!(json instanceof Map<?, ?> request)) {
      throw ApiException.unprocessable("The request is no object: " + EXPECTED);
    }
    for (String name : DATA) {
      if (request.containsKey(name)) {
        open(topic, request.get(name), rows);
        return;
      }
    }
    for (String name : RECORDS) {
      if (request.get(name) instanceof List<?> records) {
        openAll(topic, records, rows);
        return;
      }
    }
    throw ApiException.unprocessable(
        "The request has neither Data nor records, but " + request.keySet() + ": " + EXPECTED);
  }

  private void openAll(String topic, List<?> records, RequestRows rows) {
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

  private void open(String topic, Object data, RequestRows rows) {
    opener.open(topic, null, data, null, rows);
  }
}
