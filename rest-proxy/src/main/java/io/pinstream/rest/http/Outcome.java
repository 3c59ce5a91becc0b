// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.pinstream.rest.write.RowResult;
import io.pinstream.rest.write.RowResult.Failed;
import io.pinstream.rest.write.RowResult.Failed.Cause;
import io.pinstream.rest.write.RowResult.Refused;
import java.util.List;
import java.util.Optional;

/**
 * What a request's answer says as a whole. 200 only where every row is acknowledged, or refused
 * beside others that are: a caller who looks at nothing else loses no row that could have been
 * written by sending it again.
 */
final class Outcome {
  private static final int INVALID_ROW = 42205;

  private Outcome() {}

  /** The error of the request as a whole; empty for 200. */
  static Optional<ApiException> error(List<RowResult> results) {
    Failed failed = null;
    Refused refused = null;
    int refusals = 0;
    for (RowResult result : results) {
      if (result instanceof Failed each && (failed == null || failed.cause() == Cause.FORBIDDEN)) {
        failed = each;
      } else if (result instanceof Refused each) {
        refused = each;
        refusals++;
      }
    }
    if (failed != null) {
      return Optional.of(error(failed));
    }
    return refusals < results.size()
        ? Optional.empty()
        : Optional.of(ApiException.invalidRow(INVALID_ROW, refused.why().message()));
  }

  private static ApiException error(Failed failed) {
    return switch (failed.cause()) {
      case BUSY ->
          ApiException.busy("not all rows could be written, come back: " + failed.message());
      case UNAVAILABLE ->
          ApiException.unavailable(
              "the brokers have not acknowledged all rows, send them again: " + failed.message());
      case FORBIDDEN -> ApiException.forbidden(failed.message());
    };
  }

  /** The code of a row in its place. */
  static int placeCode(RowResult result) {
    if (result instanceof Refused) {
      return INVALID_ROW;
    }
    // As Confluent's proxy has it: 1 is for good, 2 may be sent again.
    return ((Failed) result).cause() == Cause.FORBIDDEN ? 1 : 2;
  }
}
