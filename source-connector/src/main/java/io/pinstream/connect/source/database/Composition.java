// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.database.SampledPost.Part;
import io.pinstream.connect.source.sampling.Life;
import io.pinstream.connect.source.sampling.Rounds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;

/** Composes what is emitted at a position from the rows that were drawn. */
record Composition(Life life, Rounds rounds, List<String> indexColumns) {

  private static final String UNIQUE_ID = "unique_id";

  /**
   * What a position has drawn.
   *
   * @param key the index of the post, as a decimal
   * @param rows one per table, null where the table has none
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Drawn(String key, Struct[] rows) {}

  /** Positions, and the earlier ones whose rows are needed for what is emitted at them. */
  Set<Long> needed(List<Long> positions) {
    Set<Long> needed = new LinkedHashSet<>(positions);
    if (!life.isQuiet()) {
      for (long position : positions) {
        switch (life.at(position)) {
          case EDIT, DELETE, RESEND -> needed.add(life.target(position));
          case NOTHING, BAD -> {}
        }
        long late = life.lateFrom(position);
        if (late >= 0 && life.lateTable(late, indexColumns.size()) >= 0) {
          needed.add(late);
        }
      }
    }
    return needed;
  }

  /**
   * The post that rows make at a position.
   *
   * @param row the index of the rows
   */
  Drawn drawn(long position, long row, Struct[] rows) {
    long round = rounds.round(position);
    if (round == 0) {
      return new Drawn(Long.toString(row), rows);
    }
    long index;
    try {
      index = rounds.index(round, row);
    } catch (ArithmeticException e) {
      throw new ConnectException(
          "row %s of round %s would have an index beyond 63 bits (stride %s): set sampling.repeat=resend, or draw from smaller indexes with sampling.range"
              .formatted(row, round, rounds.stride()),
          e);
    }
    Struct[] renewed = new Struct[rows.length];
    for (int table = 0; table < rows.length; table++) {
      if (rows[table] != null) {
        renewed[table] = renewed(table, rows[table], index, round, row);
      }
    }
    return new Drawn(Long.toString(index), renewed);
  }

  private Struct renewed(int table, Struct row, long index, long round, long oldIndex) {
    Struct copy = SampledPost.copy(row);
    copy.put(indexColumns.get(table), index);
    Field uniqueId = row.schema().field(UNIQUE_ID);
    if (uniqueId != null && uniqueId.schema().type() == Schema.Type.STRING) {
      copy.put(uniqueId, rounds.uniqueId(round, oldIndex));
    }
    return copy;
  }

  /** What is emitted at a position: its post, a late record of an earlier one, what happens. */
  List<Part> parts(long position, Map<Long, Drawn> drawn) {
    Drawn own = drawn.get(position);
    int tables = own.rows.length;
    List<Part> parts = new ArrayList<>(tables);
    addRows(own, parts, life.lateTable(position, tables));
    if (parts.isEmpty()) {
      // The only row there is can't come later than the others.
      addRows(own, parts, -1);
    }
    if (life.isQuiet()) {
      return parts;
    }
    long lateFrom = life.lateFrom(position);
    int lateTable = lateFrom < 0 ? -1 : life.lateTable(lateFrom, tables);
    if (lateTable >= 0) {
      addRow(drawn.get(lateFrom), lateTable, parts);
    }
    Drawn target = drawn.get(life.target(position));
    switch (life.at(position)) {
      case EDIT -> {
        if (target.rows[0] != null) {
          Struct edited = EditedRow.of(target.rows[0], position, life.moreFollowers(position));
          parts.add(Part.of(0, target.key, edited));
        }
      }
      case DELETE -> {
        for (int table = 0; table < tables; table++) {
          parts.add(new Part(table, target.key, null, null));
        }
      }
      case RESEND -> addRows(target, parts, -1);
      case BAD -> parts.add(BadRecord.at(position, life, own.key, own.rows));
      case NOTHING -> {}
    }
    return parts;
  }

  private static void addRows(Drawn from, List<Part> parts, int except) {
    for (int table = 0; table < from.rows.length; table++) {
      if (table != except) {
        addRow(from, table, parts);
      }
    }
  }

  private static void addRow(Drawn from, int table, List<Part> parts) {
    if (from.rows[table] != null) {
      parts.add(Part.of(table, from.key, from.rows[table]));
    }
  }
}
