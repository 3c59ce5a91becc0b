// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.SampledPost;
import io.pinstream.connect.source.sampling.Rounds;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Makes the records of a post. Only the last one carries the stream's new position: Connect commits
 * the offset of the last record that was acknowledged, and a crash between two records of a post
 * must not lose the rest of it.
 */
final class RecordFactory {

  /** Header with the post's position in the emulation, an INT64. */
  static final String POSITION_HEADER = "post.seq";

  private static final String EVENT_TIME_FIELD = "timestamp";

  private final String[] topics;
  private final String emulation;
  private final List<Map<String, Object>> partitions;
  private final boolean emittedNow;
  private final Rounds rounds;

  RecordFactory(SourceConfig config, String emulation, Rounds rounds) {
    topics = config.topics().toArray(new String[0]);
    this.emulation = emulation;
    this.rounds = rounds;
    partitions = SourceOffset.partitions(config.userId(), config.getInt("virtual.streams"));
    emittedNow = config.getString("event.time").equals("now");
  }

  /**
   * Adds the records of a post.
   *
   * @param timestamp of the records, in milliseconds
   * @param records to which they are added
   */
  void addRecords(SampledPost post, long timestamp, List<SourceRecord> records) {
    long position = post.position();
    int streams = partitions.size();
    int stream = (int) (position % streams);
    Map<String, Object> before = offset(position);
    Map<String, Object> after = offset(position + streams);
    List<SampledPost.Part> parts = post.parts();
    int last = parts.size() - 1;
    for (int i = 0; i <= last; i++) {
      SampledPost.Part part = parts.get(i);
      records.add(
          new SourceRecord(
              partitions.get(stream),
              i == last ? after : before,
              topics[part.table()],
              null,
              part.key() == null ? null : Schema.STRING_SCHEMA,
              part.key(),
              part.schema(),
              emittedNow ? at(timestamp, part.value()) : part.value(),
              timestamp,
              new ConnectHeaders().addLong(POSITION_HEADER, position)));
    }
  }

  private Map<String, Object> offset(long position) {
    long rows = rounds.stride() == 0 ? 0 : rounds.size();
    return new SourceOffset(position, emulation, rounds.stride(), rows).asMap();
  }

  @SuppressWarnings("JavaUtilDate") // Connect's logical types carry it.
  private static Object at(long timestamp, Object value) {
    if (value instanceof Struct row) {
      Field time = row.schema().field(EVENT_TIME_FIELD);
      if (time != null && Timestamp.LOGICAL_NAME.equals(time.schema().name())) {
        return SampledPost.copy(row).put(time, new Date(timestamp));
      }
    }
    return value;
  }
}
