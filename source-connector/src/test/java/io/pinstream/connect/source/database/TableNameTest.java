// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "user_data | | user_data",
        "app.user_data | app | user_data",
        "app.\"user.data\" | app | user.data",
        "\"my.app\".`user.data` | my.app | user.data",
        "\"say \"\"hi\"\"\" | | say \"hi\"",
        "Ünï-cödé | | Ünï-cödé",
        "two words | | two words"
      })
  void readsSchemaAndTable(String text, String schema, String name) {
    assertThat(TableName.parse(text)).isEqualTo(new TableName(schema, name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a.b.c", "\"a", "a\"b", "\"\"", "`a\""})
  void refusesWhatNamesNoTable(String text) {
    assertThatThrownBy(() -> TableName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is no table: write TABLE or SCHEMA.TABLE");
  }

  @Property
  void isReadAsItIsWritten(
      @ForAll @Chars({'a', '.', '"', '`', ' ', 'é', ','}) @StringLength(min = 1, max = 6)
          String schema,
      @ForAll @Chars({'a', '.', '"', '`', ' ', 'é', ','}) @StringLength(min = 1, max = 6)
          String name) {
    assertThat(TableName.parse(new TableName(schema, name).toString()))
        .isEqualTo(new TableName(schema, name));
    assertThat(TableName.parse(new TableName(null, name).toString()))
        .isEqualTo(new TableName(null, name));
  }
}
