// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

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

  /**
   * The error as it is if nothing in it needs hiding, else what can be shown of it, as text. Of
   * errors that follow it or a cause nobody knows what they tell.
   */
  Throwable clean(Throwable error) {
    String text = Utils.stackTrace(error);
    boolean more =
        Stream.iterate(error, Objects::nonNull, Throwable::getCause)
            .anyMatch(e -> e instanceof SQLException sql && sql.getNextException() != null);
    return more || !text.equals(clean(text)) ? new IllegalStateException(clean(text)) : error;
  }
}
