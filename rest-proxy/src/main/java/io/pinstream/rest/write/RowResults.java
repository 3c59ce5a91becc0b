// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.write;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The results of one request's rows, as they come in from the producer's thread. */
final class RowResults {
  private final AtomicReferenceArray<RowResult> results;
  private final AtomicInteger missing;
  private final CompletableFuture<List<RowResult>> all = new CompletableFuture<>();

  RowResults(int rows) {
    results = new AtomicReferenceArray<>(rows);
    missing = new AtomicInteger(rows);
    if (rows == 0) {
      all.complete(List.of());
    }
  }

  /** The first result of a place is the one that counts. */
  void set(int place, RowResult result) {
    if (results.compareAndSet(place, null, result) && missing.decrementAndGet() == 0) {
      RowResult[] complete = new RowResult[results.length()];
      Arrays.setAll(complete, results::get);
      all.complete(List.of(complete));
    }
  }

  /** Null while there is none. */
  RowResult get(int place) {
    return results.get(place);
  }

  CompletableFuture<List<RowResult>> all() {
    return all;
  }
}
