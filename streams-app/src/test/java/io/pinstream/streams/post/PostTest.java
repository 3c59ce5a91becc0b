// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pinstream.streams.Rows;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PostTest {
  @Property(tries = 200)
  void isTheSamePostAfterItWasStored(
      @ForAll long index,
      @ForAll @IntRange(max = 7) int rows,
      @ForAll @StringLength(min = 1, max = 40_000) String letters,
      @ForAll @IntRange(min = 18, max = 99) int age)
      throws UnreadableRecordException {
    String title = letters.replaceAll("[^a-z]", "é");
    Post post = Post.none(index);
    for (Table table : Table.values()) {
      if ((rows & 1 << table.position()) != 0) {
        post = post.with(table, row(table, index, title, age));
      }
    }
    Post stored = Post.of(index, post.stored());
    assertThat(stored.index()).isEqualTo(index);
    assertThat(stored.complete()).isEqualTo(rows == 7);
    assertThat(stored.isEmpty()).isEqualTo(rows == 0);
    assertThat(stored.size()).isEqualTo(post.size());
    for (Table table : Table.values()) {
      assertThat(stored.row(table)).isEqualTo(post.row(table));
    }
    assertThat(stored.stored()).isEqualTo(post.stored());
    if (rows == 7) {
      assertThat(new String(stored.json(), UTF_8)).isEqualTo(Rows.post(index, title, "Chad", age));
      assertThat(stored.changes(post)).isZero();
    }
  }

  @Test
  void knowsWhichColumnsDiffer() throws UnreadableRecordException {
    Post post = complete(7, "t", 30);
    Post older = post.with(Table.USER, row(Table.USER, 7, "t", 31));
    assertThat(post.changes(older)).isEqualTo(Table.USER.column("age").bit());
    Post renamed = older.with(Table.PIN, row(Table.PIN, 7, "other", 30));
    assertThat(post.changes(renamed))
        .isEqualTo(Table.USER.column("age").bit() | Table.PIN.column("title").bit());
    assertThat(post.nulls()).isEqualTo(Table.PIN.column("description").bit());
  }

  @Test
  void readsColumnsWhereTheyLie() throws UnreadableRecordException {
    Post post = Post.of(7, complete(7, "t", 30).stored());
    Row pin = post.row(Table.PIN);
    assertThat(pin.number(Table.PIN.column("follower_count").position())).isEqualTo(43000);
    assertThat(pin.escapedText(Table.PIN.column("category").position())).isEqualTo("art");
    assertThat(pin.isNull(Table.PIN.column("description").position())).isTrue();
    Column timestamp = Table.GEO.column("timestamp");
    assertThat(post.row(Table.GEO).year(timestamp.position())).isEqualTo(2018);
    assertThat(post.row(Table.USER).number(Table.USER.column("age").position())).isEqualTo(30);
    for (long number : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      String row = Rows.user(7, 30).replace(":30", ":" + number);
      assertThat(
              new RowReader(Table.USER)
                  .read(row.getBytes(UTF_8), 7)
                  .number(Table.USER.column("age").position()))
          .isEqualTo(number);
    }
  }

  @Test
  void refusesStateOfAnotherFormat() throws UnreadableRecordException {
    byte[] stored = complete(7, "t", 30).stored();
    stored[0] = 1;
    assertThatExceptionOfType(IncompatibleStateException.class)
        .isThrownBy(() -> Post.of(7, stored))
        .withMessageContaining("format 1")
        .withMessageContaining("format 2");
  }

  @Test
  void isNoJsonWithLessThanThreeRows() throws UnreadableRecordException {
    Post post = Post.none(5).with(Table.PIN, row(Table.PIN, 5, "t", 30));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(post::json)
        .withMessageContaining("post 5 is not complete");
  }

  private static Post complete(long index, String title, int age) throws UnreadableRecordException {
    Post post = Post.none(index);
    for (Table table : Table.values()) {
      post = post.with(table, row(table, index, title, age));
    }
    return post;
  }

  private static Row row(Table table, long index, String title, int age)
      throws UnreadableRecordException {
    String row =
        switch (table) {
          case PIN -> Rows.pin(index, title);
          case GEO -> Rows.geo(index, "Chad");
          case USER -> Rows.user(index, age);
        };
    return new RowReader(table).read(row.getBytes(UTF_8), index);
  }
}
