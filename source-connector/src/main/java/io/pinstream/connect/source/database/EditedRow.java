// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** A pin whose user has edited its title and won followers since. */
final class EditedRow {

  private static final String TITLE = "title";
  private static final String FOLLOWERS = "follower_count";

  /** As {@code 43k} or {@code 1.5M}: digits, and what is behind them. */
  private static final Pattern COUNT = Pattern.compile("(\\d{1,15})((?:\\.\\d+)?[kMB]?)");

  private EditedRow() {}

  /**
   * The edited row: {@code " (edit N)"} behind a title, N being the position of the edit, and more
   * followers, counted in the unit they are written in. What is no text, or no number, stays.
   */
  static Struct of(Struct row, long position, int moreFollowers) {
    Struct copy = RowCopy.of(row);
    Field title = row.schema().field(TITLE);
    if (title != null && row.get(title) instanceof String text) {
      copy.put(title, text + " (edit " + position + ")");
    }
    Field followers = row.schema().field(FOLLOWERS);
    if (followers != null) {
      copy.put(followers, grown(row.get(followers), moreFollowers));
    }
    return copy;
  }

  private static Object grown(Object count, int more) {
    if (count instanceof String text) {
      Matcher matcher = COUNT.matcher(text);
      return matcher.matches()
          ? (Long.parseLong(matcher.group(1)) + more) + matcher.group(2)
          : count;
    }
    if (count instanceof Double number) {
      return number + more;
    }
    if (count instanceof Float number) {
      return number + more;
    }
    if (count instanceof Long number) {
      return number <= Long.MAX_VALUE - more ? number + more : number;
    }
    if (count instanceof Integer number) {
      return number <= Integer.MAX_VALUE - more ? number + more : number;
    }
    if (count instanceof Short number) {
      return number <= Short.MAX_VALUE - more ? (Object) (short) (number + more) : number;
    }
    if (count instanceof Byte number) {
      return number <= Byte.MAX_VALUE - more ? (Object) (byte) (number + more) : number;
    }
    return count;
  }
}
