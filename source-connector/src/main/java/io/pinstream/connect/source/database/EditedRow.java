// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
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
    Struct copy = SampledPost.copy(row);
    Field title = row.schema().field(TITLE);
    if (title != null && row.get(title) instanceof String text) {
      copy.put(title, text + " (edit " + position + ")");
    }
    Field followers = row.schema().field(FOLLOWERS);
    if (followers != null && row.get(followers) != null && followers.schema().name() == null) {
      copy.put(followers, grown(row.get(followers), followers.schema().type(), moreFollowers));
    }
    return copy;
  }

  private static Object grown(Object count, Schema.Type type, int more) {
    return switch (type) {
      case INT8 -> (byte) Math.min(Byte.MAX_VALUE, (Byte) count + more);
      case INT16 -> (short) Math.min(Short.MAX_VALUE, (Short) count + more);
      case INT32 -> Math.min(Integer.MAX_VALUE - more, (Integer) count) + more;
      case INT64 -> Math.min(Long.MAX_VALUE - more, (Long) count) + more;
      case FLOAT32 -> (Float) count + more;
      case FLOAT64 -> (Double) count + more;
      case STRING -> grown((String) count, more);
      default -> count;
    };
  }

  private static String grown(String count, int more) {
    Matcher matcher = COUNT.matcher(count);
    return matcher.matches() ? (Long.parseLong(matcher.group(1)) + more) + matcher.group(2) : count;
  }
}
