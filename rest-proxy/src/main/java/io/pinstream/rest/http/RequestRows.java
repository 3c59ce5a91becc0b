// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pinstream.rest.rows.Json;
import io.pinstream.rest.rows.Row;
import io.pinstream.rest.rows.RowReceiver;
import java.util.ArrayList;
import java.util.List;

/** The rows of one request, within the bounds of how many they may be and of its memory. */
final class RequestRows implements RowReceiver {
  // Its record until the brokers have acknowledged it, and its place in the answer.
  private static final int ROW_BYTES = 1024;

  private final int max;
  private final RequestBodies.Body body;
  private final List<Row> rows = new ArrayList<>();

  RequestRows(int max, RequestBodies.Body body) {
    this.max = max;
    this.body = body;
  }

  /**
   * The request as JSON.
   *
   * @throws ApiException 400 if it is none, 422 if it is empty
   */
  Object json() {
    if (!body.content().hasRemaining()) {
      throw ApiException.unprocessable("The request is empty: expected JSON");
    }
    try {
      return Json.read(body.content().array(), body.content().limit(), this);
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw ApiException.malformed("Json mapping error: " + e.getOriginalMessage());
    }
  }

  @Override
  public void add(Row row) {
    if (rows.size() == max) {
      throw ApiException.tooLarge(
          "the request has more than " + max + " rows (records.max); send it in parts");
    }
    reserve(ROW_BYTES);
    rows.add(row);
  }

  @Override
  public void reserve(int bytes) {
    body.memory().take(bytes);
  }

  /** Gives the memory back before the request is answered: nothing of it is written. */
  void giveUp() {
    rows.clear();
    body.memory().close();
  }

  List<Row> all() {
    return rows;
  }
}
