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

  @Test
  void hidesThePasswordInCauses() {
    SQLException error = new SQLException("outer", new IllegalStateException("with p w&d"));
    error.addSuppressed(new IllegalStateException("p w&d suppressed"));

    Throwable clean = redaction.clean((Throwable) error);

    StringWriter text = new StringWriter();
    clean.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).contains("outer", "with [hidden]").doesNotContain("p w&d");
  }

  @Test
  void handsOnNoErrorThatFollows() {
    SQLException error = new SQLException("outer");
    error.setNextException(new SQLException("p w&d again"));

    assertThat(redaction.clean((Throwable) error))
        .isNotInstanceOf(SQLException.class)
        .hasMessageContaining("outer");
  }

  @Test
  void handsOnNoErrorThatFollowsACause() {
    SQLException cause = new SQLException("inner");
    cause.setNextException(new SQLException("p w&d again"));

    assertThat(redaction.clean((Throwable) new IllegalStateException("outer", cause)))
        .hasNoCause()
        .hasMessageContainingAll("outer", "inner");
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
