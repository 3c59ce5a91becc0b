// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a question needs to know of some partitions, added up. Sums of different partitions add up
 * to the answer over all of them, medians and distinct users included, wherever each was made. Not
 * thread-safe.
 */
public final class AnswerSum<G, M> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader LINES = JSON.readerForListOf(Object.class);

  private final Question question;
  private final WireForm<G> group;
  private final WireForm<M> member;
  private final CountSum<G, M> counts;
  private final Consumer<AnswerCounts> partition;
  private final Supplier<List<List<Object>>> rows;

  /** An empty sum, as the question's calculation has it. */
  <S extends CountSum<G, M>> AnswerSum(Question question, Calculation<G, M, S> calculation) {
    this.question = question;
    this.group = calculation.group();
    this.member = calculation.member();
    S sum = calculation.newSum().get();
    this.counts = sum;
    this.partition = each -> calculation.partition().accept(each, sum);
    this.rows = () -> calculation.rows().apply(sum);
  }

  void add(AnswerCounts partition) {
    synchronized (partition) {
      this.partition.accept(partition);
    }
  }

  /**
   * Adds another instance's sum over other partitions.
   *
   * @param written what its {@link #toBytes()} returned
   * @throws IOException if it is not that
   */
  public void add(byte[] written) throws IOException {
    int memberAt = group.width();
    int countAt = memberAt + member.width();
    try (JsonParser lines = JSON.createParser(written)) {
      while (lines.nextToken() != null) {
        List<Object> line = LINES.readValue(lines);
        counts.add(
            group.read().apply(line.subList(0, memberAt)),
            member.read().apply(line.subList(memberAt, countAt)),
            ((Number) line.get(countAt)).longValue());
      }
    } catch (ArithmeticException
        | ClassCastException
        | IllegalStateException
        | IndexOutOfBoundsException
        | NullPointerException e) {
      throw new IOException("this is no sum for question " + question.number(), e);
    }
  }

  /** One JSON array per line: the group's values, the member's, how often it occurs. */
  public byte[] toBytes() {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    try (JsonGenerator generator = JSON.createGenerator(lines)) {
      generator.setRootValueSeparator(null);
      counts.forEach((one, other, count) -> writeLine(generator, one, other, count));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return lines.toByteArray();
  }

  /** The answer's rows in their order, each a JSON object. */
  public List<byte[]> jsonRows() {
    return rows().stream().map(AnswerRow::toJson).toList();
  }

  /**
   * Those of the answer's rows that lead, each a JSON object: of question 2 the category that led
   * each year, of 3 the one country (or tied countries) whose poster has most followers. Empty for
   * a question that asks for no leaders.
   */
  public Optional<List<byte[]>> jsonLeaders() {
    return Leaders.of(question)
        .map(leaders -> leaders.among(rows()).stream().map(AnswerRow::toJson).toList());
  }

  /** The answer's rows in their order. */
  List<AnswerRow> rows() {
    return rows.get().stream().map(values -> new AnswerRow(question, values)).sorted().toList();
  }

  private void writeLine(JsonGenerator generator, G one, M other, long count) {
    try {
      generator.writeStartArray();
      write(generator, group.write().apply(one));
      write(generator, member.write().apply(other));
      generator.writeNumber(count);
      generator.writeEndArray();
      generator.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  private static void write(JsonGenerator generator, List<Object> values) throws IOException {
    for (Object value : values) {
      generator.writePOJO(value);
    }
  }
}
