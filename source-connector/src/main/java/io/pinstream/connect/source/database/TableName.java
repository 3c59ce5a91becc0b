// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table, as the setting {@code tables} names it: {@code TABLE} or {@code SCHEMA.TABLE}, each part
 * between quotes if it holds a dot.
 *
 * @param schema or MySQL's database; null for the one that the URL names
 * @param name as the database's catalogue has it, without quotes
 */
public record TableName(String schema, String name) {

  private static final String PART = "(\"(?:[^\"]|\"\")+\"|`(?:[^`]|``)+`|[^.\"`]+)";
  private static final Pattern FORM = Pattern.compile("(?:" + PART + "\\.)?" + PART);
  private static final Pattern PLAIN = Pattern.compile("[^.\"`,\\s]+");

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  public static TableName parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no table: write TABLE or SCHEMA.TABLE, with \"quotes\" around a part that holds"
              + " a dot");
    }
    return new TableName(withoutQuotes(matcher.group(1)), withoutQuotes(matcher.group(2)));
  }

  private static String withoutQuotes(String part) {
    if (part == null || "\"`".indexOf(part.charAt(0)) < 0) {
      return part;
    }
    String quote = part.substring(0, 1);
    return part.substring(1, part.length() - 1).replace(quote + quote, quote);
  }

  /** Whether a text names this table, in any of the forms that {@link #parse} reads. */
  public boolean isNamedBy(String text) {
    return FORM.matcher(text).matches() && parse(text).equals(this);
  }

  /** The parts without quotes, with a dot between them. */
  public String unquoted() {
    return schema == null ? name : schema + "." + name;
  }

  @Override
  public String toString() {
    return schema == null ? written(name) : written(schema) + "." + written(name);
  }

  private static String written(String part) {
    return PLAIN.matcher(part).matches() ? part : '"' + part.replace("\"", "\"\"") + '"';
  }
}
