// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Keeps secrets out of what drivers say. */
public final class Redaction {

  private static final String MASK = "[hidden]";

  private final List<String> secrets;

  /** Hides these, none of them empty. */
  public Redaction(List<String> secrets) {
    // The longest first: one may begin with another.
    this.secrets =
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  String clean(String text) {
    if (text == null) {
      return null;
    }
    String clean = text;
    for (String secret : secrets) {
      clean =
          clean
              .replace(secret, MASK)
              .replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), MASK);
    }
    return clean;
  }

  /** What the innermost of a chain of database errors says. */
  public String messageOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() instanceof SQLException) {
      root = root.getCause();
    }
    return clean(root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage());
  }

  /** The error as it is if nothing in it needs hiding, else a copy of it that can be shown. */
  Throwable clean(Throwable error) {
    if (!tells(error)) {
      return error;
    }
    Throwable cause = error.getCause() == null ? null : clean(error.getCause());
    String message = clean(error.toString());
    Throwable copy =
        error instanceof SQLException sql
            ? new SQLException(message, sql.getSQLState(), sql.getErrorCode(), cause)
            : new IllegalStateException(message, cause);
    copy.setStackTrace(error.getStackTrace());
    return copy;
  }

  private boolean tells(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            e ->
                !e.toString().equals(clean(e.toString()))
                    || e.getSuppressed().length > 0
                    || (e instanceof SQLException sql && sql.getNextException() != null));
  }
}
