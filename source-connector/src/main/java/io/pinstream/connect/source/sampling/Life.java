// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happens besides that posts are made: after some of them an earlier post is edited, deleted
 * or sent again, or something comes that is no post; of some of them one record comes late. All of
 * it follows from seed and position. What befalls a post stands at later positions of its own
 * virtual stream, so that one task emits it, after the post.
 *
 * @param seed of the emulation
 * @param streams how many virtual streams there are
 * @param edit share of the positions after whose post an earlier one is edited
 * @param delete likewise, deleted
 * @param resend likewise, sent again
 * @param bad likewise, for records that are none
 * @param late share of the posts of which one record comes late
 * @param lateBy how many positions later, a multiple of {@code streams}
 * @param end the first position that is not emitted any more
 */
public record Life(
    long seed,
    int streams,
    double edit,
    double delete,
    double resend,
    double bad,
    double late,
    long lateBy,
    long end) {

  /** What may happen after a post. */
  public enum Happening {
    NOTHING,
    EDIT,
    DELETE,
    RESEND,
    BAD
  }

  // The sequences of numbers that the decisions are taken from.
  private static final int HAPPENING = 1;
  private static final int TARGET = 2;
  private static final int LATE = 3;
  private static final int LATE_TABLE = 4;
  private static final int BAD_KIND = 5;
  private static final int BAD_TABLE = 6;
  private static final int FOLLOWERS = 7;

  /** How many posts of its stream back a post is at most that something happens to. */
  private static final int LONGEST_MEMORY = 40;

  /** At the end of a fingerprint. */
  private static final Pattern LATE_BY = Pattern.compile("/([1-9]\\d{0,17})$");

  /** Share of the positions at which something happens. */
  public double happeningShare() {
    return edit + delete + resend + bad;
  }

  public boolean looksBack() {
    return edit + delete + resend + late > 0;
  }

  public boolean isQuiet() {
    return !looksBack() && bad == 0;
  }

  /** What belongs to the emulation; empty if nothing happens. */
  public String fingerprint() {
    return isQuiet()
        ? ""
        : " edit=%s delete=%s resend=%s bad=%s late=%s/%s"
            .formatted(edit, delete, resend, bad, late, late == 0 ? 0 : lateBy);
  }

  /** Whether two emulations differ in nothing but in how late records come. */
  public static boolean differInLateness(String one, String other) {
    return LATE_BY.matcher(one).replaceFirst("/").equals(LATE_BY.matcher(other).replaceFirst("/"));
  }

  /** The same, as late as an emulation says. */
  public Life asLateAs(String emulation) {
    Matcher matcher = LATE_BY.matcher(emulation);
    return matcher.find()
        ? new Life(
            seed, streams, edit, delete, resend, bad, late, Long.parseLong(matcher.group(1)), end)
        : this;
  }

  /** How many positions back a post is at most that anything of is emitted at a position. */
  public long reach() {
    return Math.max(lateBy, (long) LONGEST_MEMORY * streams);
  }

  /** What happens at a position, after its post. */
  public Happening at(long position) {
    Happening drawn = drawn(position);
    if (drawn == Happening.NOTHING || drawn == Happening.BAD) {
      return drawn;
    }
    long target = target(position);
    boolean there = target >= 0 && isWhole(target, position) && !isDeleted(target, position);
    return there ? drawn : Happening.NOTHING;
  }

  private Happening drawn(long position) {
    double left = SplitMix64.fraction(bits(HAPPENING, position));
    if ((left -= edit) < 0) {
      return Happening.EDIT;
    }
    if ((left -= delete) < 0) {
      return Happening.DELETE;
    }
    if ((left -= resend) < 0) {
      return Happening.RESEND;
    }
    return left - bad < 0 ? Happening.BAD : Happening.NOTHING;
  }

  /** The position of the post that it happens to; -1 at the beginning of its stream. */
  public long target(long position) {
    long before = Math.min(LONGEST_MEMORY, position / streams);
    return before == 0 ? -1 : position - (1 + number(TARGET, position, before)) * streams;
  }

  private boolean isDeleted(long target, long position) {
    for (long p = target + streams; p < position; p += streams) {
      if (drawn(p) == Happening.DELETE && target(p) == target && isWhole(target, p)) {
        return true;
      }
    }
    return false;
  }

  private boolean isWhole(long target, long position) {
    return target + lateBy < position || !isLate(target);
  }

  private boolean isLate(long position) {
    return position < end - lateBy && SplitMix64.fraction(bits(LATE, position)) < late;
  }

  /** The table whose record of a post comes late; -1 if none does. */
  public int lateTable(long position, int tables) {
    return late > 0 && tables > 1 && isLate(position)
        ? (int) number(LATE_TABLE, position, tables)
        : -1;
  }

  /** The position whose late record comes now, if it has one; may be negative. */
  public long lateFrom(long position) {
    return position - lateBy;
  }

  /** Which of some kinds of bad records comes at a position. */
  public int badKind(long position, int kinds) {
    return (int) number(BAD_KIND, position, kinds);
  }

  public int badTable(long position, int tables) {
    return (int) number(BAD_TABLE, position, tables);
  }

  /** How many followers come with the edit at a position, 1 to 9. */
  public int moreFollowers(long position) {
    return 1 + (int) number(FOLLOWERS, position, 9);
  }

  private long number(int sequence, long position, long bound) {
    return SplitMix64.below(bits(sequence, position), bound);
  }

  private long bits(int sequence, long position) {
    return SplitMix64.at(SplitMix64.mix(seed + sequence), position);
  }
}
