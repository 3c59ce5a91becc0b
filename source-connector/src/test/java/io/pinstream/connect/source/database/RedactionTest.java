// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {

  private final Redaction redaction = new Redaction(List.of("p w&d"));

  @Test
  void hidesThePasswordAsItIsAndAsUrlsWriteIt() {
    assertThat(redaction.clean("x p w&d y p+w%26d z")).isEqualTo("x [hidden] y [hidden] z");
  }

  @Test
  void leavesErrorsThatTellNothing() {
    SQLException error = new SQLException("no such table", "42S02", 1146);

    Throwable clean = redaction.clean((Throwable) error);

    assertThat(clean).isSameAs(error);
  }

  /** A word of the trace itself would tell what is hidden there. */
  @Test
  void hidesNothingWhereNothingIsTold() {
    SQLException error = new SQLException("no route");

    assertThat(new Redaction(List.of("pinstream")).clean((Throwable) error)).isSameAs(error);
  }

  @Test
  void hidesThePasswordInCausesAndFollowers() {
    SQLException error =
        new SQLException("outer", "08001", 7, new IllegalStateException("with p w&d"));
    error.setNextException(new SQLException("p w&d again"));
    error.addSuppressed(new IllegalStateException("p w&d suppressed"));

    Throwable clean = redaction.clean((Throwable) error);

    StringWriter text = new StringWriter();
    clean.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).contains("outer", "with [hidden]").doesNotContain("p w&d");
    assertThat(clean)
        .isInstanceOfSatisfying(
            SQLException.class,
            sql -> {
              assertThat(sql.getSQLState()).isEqualTo("08001");
              assertThat(sql.getErrorCode()).isEqualTo(7);
              assertThat((Object) sql.getNextException()).isNull();
            });
  }

  @Test
  void hidesAllOfASecretThatBeginsWithAnother() {
    assertThat(new Redaction(List.of("pin", "pin-77-abc")).clean("x pin-77-abc y"))
        .isEqualTo("x [hidden] y");
  }

  @Test
  void hidesNothingWhereThereIsNoPassword() {
    assertThat(new Redaction(List.of()).clean("text")).isEqualTo("text");
  }
}
