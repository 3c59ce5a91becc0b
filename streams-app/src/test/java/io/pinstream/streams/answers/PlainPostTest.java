// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.Rows;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlainPostTest {
  private static final int POSTER_NAME = PostFacts.FIELDS.indexOf("poster_name");
  private static final int FOLLOWER_COUNT = PostFacts.FIELDS.indexOf("follower_count");
  private static final String POST = Rows.post(7, "t", "Chad", 30);

  private final PlainPost plain =
      new PlainPost(new int[] {POSTER_NAME}, new int[] {FOLLOWER_COUNT});

  @Test
  void findsWhatTheJoinWrites() {
    assertThat(isPlain(POST)).isTrue();
    assertThat(plain.text(POSTER_NAME)).isEqualTo("Some Poster");
    assertThat(plain.number(FOLLOWER_COUNT)).isEqualTo(43_000);
    assertThat(plain.nulls()).isEqualTo(1 << PostFacts.FIELDS.indexOf("description"));
  }

  @Test
  void mindsEscapesOnlyInWhatIsWanted() {
    assertThat(isPlain(Rows.post(7, "a \\\"b\\\" \\\\ \\u0001\\\\", "Chad", 30))).isTrue();
    assertThat(plain.text(POSTER_NAME)).isEqualTo("Some Poster");
    assertThat(isPlain(POST.replace("Some Poster", "Some \\\"Poster\\\""))).isFalse();
  }

  @Test
  void leavesWhatIsSpeltInAnotherWayToTheParser() {
    assertThat(isPlain(POST.replace("43000", "9223372036854775807"))).isFalse();
    assertThat(isPlain(POST.replace("43000", "43000.0"))).isFalse();
    assertThat(isPlain(POST.replace("43000", "\"43000\""))).isFalse();
    assertThat(isPlain(POST.replace("\"Some Poster\"", "[]"))).isFalse();
    assertThat(isPlain(POST.replace("null", "nil"))).isFalse();
    assertThat(isPlain(POST.replace(",", ", "))).isFalse();
    assertThat(isPlain(POST.replace("title", "titel"))).isFalse();
    assertThat(isPlain(POST + " ")).isFalse();
    assertThat(isPlain("{\"ind\":7}")).isFalse();
  }

  @Test
  void takesNoPieceOfAPost() {
    byte[] post = Rows.post(7, "a \\\"b\\\" \\\\", "Chad", 30).getBytes(UTF_8);
    for (int length = 0; length < post.length; length++) {
      assertThat(plain.find(Arrays.copyOf(post, length))).as("%s bytes", length).isFalse();
    }
  }

  @Property
  void endsWhateverTheBytesAre(
      @ForAll @IntRange(max = 400) int at, @ForAll byte instead, @ForAll boolean cut) {
    byte[] post = POST.getBytes(UTF_8);
    post[at] = instead;
    boolean same = POST.getBytes(UTF_8)[at] == instead;
    boolean found = plain.find(cut ? Arrays.copyOf(post, at + 1) : post);
    assertThat(found || !same || cut).isTrue();
  }

  private boolean isPlain(String post) {
    return plain.find(post.getBytes(UTF_8));
  }
}
