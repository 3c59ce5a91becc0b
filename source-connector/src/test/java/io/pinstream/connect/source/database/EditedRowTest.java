// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EditedRowTest {

  static Stream<Arguments> counts() {
    return Stream.of(
        Arguments.of(Schema.STRING_SCHEMA, "43k", "46k"),
        Arguments.of(Schema.STRING_SCHEMA, "1.5M", "4.5M"),
        Arguments.of(Schema.STRING_SCHEMA, "User Info Error", "User Info Error"),
        Arguments.of(Schema.INT8_SCHEMA, (byte) 43, (byte) 46),
        Arguments.of(Schema.INT8_SCHEMA, Byte.MAX_VALUE, Byte.MAX_VALUE),
        Arguments.of(Schema.INT16_SCHEMA, (short) 43, (short) 46),
        Arguments.of(Schema.INT16_SCHEMA, Short.MAX_VALUE, Short.MAX_VALUE),
        Arguments.of(Schema.INT32_SCHEMA, 43, 46),
        Arguments.of(Schema.INT32_SCHEMA, Integer.MAX_VALUE, Integer.MAX_VALUE),
        Arguments.of(Schema.INT64_SCHEMA, 43L, 46L),
        Arguments.of(Schema.INT64_SCHEMA, Long.MAX_VALUE, Long.MAX_VALUE),
        Arguments.of(Schema.FLOAT32_SCHEMA, 43.5f, 46.5f),
        Arguments.of(Schema.FLOAT64_SCHEMA, 43.25, 46.25));
  }

  @ParameterizedTest
  @MethodSource("counts")
  void hasMoreFollowersWhateverTheColumnsType(Schema type, Object before, Object after) {
    Schema schema = SchemaBuilder.struct().field("follower_count", type).build();
    Struct row = new Struct(schema).put("follower_count", before);

    assertThat(EditedRow.of(row, 7, 3).get("follower_count")).isEqualTo(after);
  }
}
