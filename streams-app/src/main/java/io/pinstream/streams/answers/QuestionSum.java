// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.post.Post;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One question's counts of some partitions, added up. Sums of different partitions add up to the
 * answer over all of them, medians and distinct users included, wherever each was made. Added to by
 * one thread, then read by any.
 */
public final class QuestionSum {
  private final Question question;
  private final Counts counts = new Counts();
  private final PackedKey key = new PackedKey();

  /** A sum over no posts yet. */
  public QuestionSum(Question question) {
    this.question = question;
  }

  /** Adds a complete post. */
  public void add(Post post) {
    if (question.writeKey(post, key.start())) {
      counts.add(key.toBytes(), 1);
    }
  }

  /** Adds what a partition has counted that is needed. */
  void add(Counts partition) {
    counts.addAll(partition);
  }

  /**
   * Adds another instance's sum over other partitions.
   *
   * @param written what its {@link #toBytes()} returned; throws if it is not that
   */
  public void add(byte[] written) {
    counts.addBytes(written);
  }

  /** The sum for another instance. */
  public byte[] toBytes() {
    return question.needed(counts).toBytes();
  }

  /** The answer's rows in their order, each a JSON object. */
  public List<byte[]> jsonRows() {
    return json(question.rows(counts));
  }

  /**
   * Those of the answer's rows that lead, each a JSON object: of question 2 the category that led
   * each year, of 3 the one country (or tied countries) whose poster has most followers. Empty for
   * a question that asks for no leaders.
   */
  public Optional<List<byte[]>> jsonLeaders() {
    return switch (question) {
      case CATEGORIES_BY_YEAR -> Optional.of(leaders(row -> row.get(0)));
      case TOP_POSTER_BY_COUNTRY -> Optional.of(leaders(row -> question));
      default -> Optional.empty();
    };
  }

  private List<byte[]> leaders(Function<List<Object>, Object> group) {
    return json(Aggregates.leaders(question.rows(counts), group));
  }

  private List<byte[]> json(List<List<Object>> rows) {
    return sorted(rows).stream().map(AnswerRow::toJson).toList();
  }

  /** Of question 1 the countries and categories with their posts, before the largest are picked. */
  List<List<Object>> counted() {
    return Aggregates.all(counts, List.of(KeyPart.COUNTRY));
  }

  /** The answer's rows in their order. */
  List<AnswerRow> rows() {
    return sorted(question.rows(counts));
  }

  private List<AnswerRow> sorted(List<List<Object>> rows) {
    return rows.stream().map(values -> new AnswerRow(question, values)).sorted().toList();
  }
}
