// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetDeterminismTest {
  /**
   * If this changes, so must {@link PinterestDataset#GENERATION}: loaded data would not be renewed.
   */
  private static final String GOLDEN =
      "df781521c513a1b62f6eb4774c9757e8a2c018cdd8d5a5054840c6dd856982f3";

  @Test
  void theDefaultDataSetNeverChanges() throws Exception {
    assertThat(hash(new PinterestDataset(100, PinterestDataset.DEFAULT_ROWS))).isEqualTo(GOLDEN);
  }

  @Test
  void theLocaleChangesNothing() throws Exception {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
      assertThat(hash(new PinterestDataset(100, PinterestDataset.DEFAULT_ROWS))).isEqualTo(GOLDEN);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aRowDependsNeitherOnOrderNorOnThread() {
    PinterestDataset dataset = new PinterestDataset(7, 3_000);
    List<PinRow> inOrder = IntStream.range(0, 3_000).mapToObj(dataset::pin).toList();
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, 3_000).boxed().toList());
    Collections.shuffle(shuffled, new Random(1));
    PinterestDataset again = new PinterestDataset(7, 3_000);
    assertThat(shuffled.parallelStream().map(again::pin))
        .containsExactlyInAnyOrderElementsOf(inOrder);
  }

  @Test
  void anotherSeedGivesOtherRows() {
    PinterestDataset one = new PinterestDataset(1, 500);
    PinterestDataset two = new PinterestDataset(2, 500);
    for (int i = 0; i < 500; i++) {
      assertThat(one.pin(i).uniqueId()).isNotEqualTo(two.pin(i).uniqueId());
    }
    assertThat(one.user(0)).isNotEqualTo(two.user(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 12, 100, 1_000, 100_000})
  void anyNumberOfRowsWorks(int rows) {
    PinterestDataset dataset = new PinterestDataset(-5, rows);
    Set<String> uuids = new HashSet<>();
    Set<String> posters = new HashSet<>();
    for (int i = 0; i < rows; i++) {
      PinRow pin = dataset.pin(i);
      uuids.add(pin.uniqueId());
      posters.add(pin.posterName());
      assertThat(pin.index()).isEqualTo(i);
      assertThat(dataset.geo(i).ind()).isEqualTo(i);
      assertThat(dataset.user(i).ind()).isEqualTo(i);
    }
    assertThat(uuids).hasSize(rows);
    RowPlan plan = new RowPlan(-5, rows);
    int unknown = Shares.POSTER_ERROR.of(rows) > 0 ? 1 : 0;
    assertThat(posters).hasSize(plan.posterSizes().posters() - 1 + unknown);
    if (rows == 100_000) {
      assertThat(posters.size()).isBetween(47_300, 47_900);
    }
  }

  @Test
  void aDataSetHasRows() {
    assertThatThrownBy(() -> new PinterestDataset(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A data set has at least 1 row, but 0 were asked for");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 12})
  void aRowThatIsNotThereIsNamed(int index) {
    PinterestDataset dataset = new PinterestDataset(1, 12);
    String message = "Row " + index + " is none of the 12 rows from 0 to 11";
    assertThatThrownBy(() -> dataset.pin(index))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> dataset.geo(index)).hasMessage(message);
    assertThatThrownBy(() -> dataset.user(index)).hasMessage(message);
  }

  private static String hash(PinterestDataset dataset) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Table table : Table.values()) {
      TabSeparatedText text = new TabSeparatedText(1 << 20);
      for (int i = 0; i < dataset.rows(); i++) {
        write(table, dataset, i, text);
      }
      digest.update(text.toUtf8());
      digest.update(table.sqlName().getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void write(Table table, PinterestDataset dataset, int index, RowSink sink) {
    try {
      table.write(dataset, index, sink);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
