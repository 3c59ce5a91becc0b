// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.ResultSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * PostgreSQL's hstore as a Connect map. Its text, {@code "a"=>"1", "b"=>NULL}, is read here because
 * the driver does so only where the type lies in the search path.
 */
final class PostgreSqlHstore {

  /** Possessive: otherwise each character of a value is a call deeper on the stack. */
  private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*+)\"";

  private static final Pattern ENTRY =
      Pattern.compile(QUOTED + "=>(?:" + QUOTED + "|NULL)", Pattern.DOTALL);
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

  private PostgreSqlHstore() {}

  static ColumnMapping mapping() {
    return JdbcTypes.mapped(
        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA),
        ResultSet::getString,
        PostgreSqlHstore::parse);
  }

  static Map<String, String> parse(String text) {
    Map<String, String> map = new LinkedHashMap<>();
    Matcher entry = ENTRY.matcher(text);
    while (entry.find()) {
      map.put(unescaped(entry.group(1)), unescaped(entry.group(2)));
    }
    return map;
  }

  private static String unescaped(String text) {
    return text == null ? null : ESCAPED.matcher(text).replaceAll("$1");
  }
}
