// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostLogCleaningTest {
  private static final int SEGMENT = 1000;

  private final History history = open();
  private final PostLog log = history.log();

  private static History open() {
    try {
      return new History(SEGMENT);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void close() throws IOException {
    history.close();
  }

  @Test
  void filesOfWhichMoreThanHalfWasReplacedVanish() throws IOException {
    for (int key = 0; key < 100; key++) {
      history.put(key, 84);
    }
    history.force();
    List<String> before = files();
    assertThat(before).hasSize(10);
    for (int key = 0; key < 100; key += 5) {
      history.put(key, 84);
    }
    history.force();
    assertThat(files()).as("a fifth was replaced").containsAll(before);
    for (int key = 0; key < 100; key++) {
      if (key % 5 != 4) {
        history.put(key, 84);
      }
    }
    history.force();
    assertThat(files()).doesNotContainAnyElementsOf(before.subList(0, 9));
    history.check();
  }

  @Test
  void overwritingForEverTakesNoMoreThanTwiceWhatIsOfUse() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      history.put(random.nextInt(500), 84);
      if (i > 2000) {
        // Up to half of each file is of no use; then the last one, and those to be deleted.
        assertThat(log.bytes()).isLessThanOrEqualTo(2 * 500 * 100 + 6 * SEGMENT);
      }
    }
    history.reopen();
  }

  @Test
  void knowsWhatIsOfNoUseWhenItIsOpenedAgain() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      history.put(random.nextInt(500), 84);
      if (i % 100 == 0) {
        history.reopen();
        assertThat(history.log().bytes()).isLessThanOrEqualTo(2 * 500 * 100 + 6 * SEGMENT);
      }
    }
  }

  @Test
  void puttingAndRemovingForEverLeavesNothing() throws IOException {
    for (int i = 0; i < 5_000; i++) {
      history.put(i % 10, i % 50);
      history.remove(i % 10);
    }
    history.checkBytes();
    history.reopen();
  }

  @Test
  void valuesOfNoBytesLeaveNothingEither() throws IOException {
    for (int i = 0; i < 5_000; i++) {
      history.put(i, 0);
      history.remove(i);
    }
    history.checkBytes();
  }

  @Test
  void removalsOfManyPostsAfterAllWerePutLeaveNothing() throws IOException {
    for (int round = 0; round < 5; round++) {
      for (int key = 0; key < 1000; key++) {
        history.put(key, 84);
      }
      for (int key = 0; key < 1000; key++) {
        history.remove(key);
      }
    }
    history.checkBytes();
    history.reopen();
  }

  @Test
  void removalsDoNotPileUpBehindPostsThatStay() throws IOException {
    for (int key = 0; key < 100; key++) {
      history.put(-key, 84);
    }
    for (int i = 0; i < 5_000; i++) {
      history.put(i, 40);
      history.remove(i);
    }
    history.checkBytes();
    history.reopen();
  }

  /** What cleaning itself fills is cleaned too. */
  @Test
  void aLastFileThatCleaningFillsIsNotForgotten() throws IOException {
    for (int round = 0; round < 100; round++) {
      long victims = 100 + round * 10L;
      // Two files; little more than half of the first will be of no use.
      for (int key = 0; key < 12; key++) {
        history.put(victims + (key < 6 ? key : -1000 - round * 10L - key), 90);
      }
      // The last one is full of what is of no use but for a little, which stays for ever.
      history.put(1_000_000 + round, 1);
      for (int key = 0; key < 6; key++) {
        history.put(victims + key, 90);
        history.remove(victims + key);
      }
    }
    history.checkBytes();
    history.reopen();
  }

  @Test
  void aRemovedKeyStaysAwayWhileAnOlderFileHasItsValue() throws IOException {
    for (int key = 0; key < 9; key++) {
      history.put(key, 100);
    }
    // In a file with much that is of no use soon.
    history.remove(0);
    for (int i = 0; i < 40; i++) {
      history.put(100, 100);
    }
    history.crashBeforeDeletion();
    history.reopen();
    assertThat(history.log().contains(0)).isFalse();
    assertThat(history.log().contains(1)).isTrue();
  }

  /** A directory in its place is the one file that nobody can delete. */
  @Test
  void aFileThatCanNotBeDeletedHoldsUpThoseAfterItUntilItCan() throws IOException {
    for (int key = 0; key < 40; key++) {
      history.put(key, 100);
    }
    history.force();
    for (int key = 0; key < 25; key++) {
      history.put(key, 100);
    }
    List<String> all = files();
    Path stuck = history.folder().resolve(all.get(1));
    Path aside = history.folder().resolve("aside");
    Files.move(stuck, aside);
    Files.createDirectories(stuck.resolve("something"));
    assertThatThrownBy(log::force).isInstanceOf(DirectoryNotEmptyException.class);
    assertThat(files()).doesNotContain(all.get(0)).contains(all.get(1));
    Files.delete(stuck.resolve("something"));
    Files.delete(stuck);
    Files.move(aside, stuck);
    history.force();
    assertThat(files()).doesNotContain(all.get(1));
    history.check();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(history.folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
