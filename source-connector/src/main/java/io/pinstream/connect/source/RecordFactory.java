// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.Post;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
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

  private final List<String> topics;
  private final int streams;
  private final String emulation;
  private final Map<Integer, Map<String, Object>> partitions = new HashMap<>();
  private final Map<Integer, Map<String, Object>> offsets = new HashMap<>();

  RecordFactory(SourceConfig config) {
    topics = config.topics();
    streams = config.getInt(SourceConfig.VIRTUAL_STREAMS);
    emulation = Emulation.fingerprint(config);
  }

  /** Notes a stream of the task and the position at which it goes on. */
  void startStream(int stream, Map<String, Object> partition, long position) {
    partitions.put(stream, partition);
    offsets.put(stream, SourcePosition.offset(position, emulation));
  }

  /**
   * Adds the records of a post.
   *
   * @param records to which they are added
   */
  void addRecords(Post post, List<SourceRecord> records) {
    long position = post.position();
    Struct[] rows = post.rows();
    int stream = (int) (position % streams);
    Map<String, Object> partition = partitions.get(stream);
    Map<String, Object> before = offsets.get(stream);
    Map<String, Object> after = SourcePosition.offset(position + streams, emulation);
    int last = rows.length - 1;
    while (rows[last] == null) {
      last--;
    }
    String key = Long.toString(post.index());
    long now = System.currentTimeMillis();
    for (int table = 0; table <= last; table++) {
      Struct row = rows[table];
      if (row != null) {
        records.add(
            new SourceRecord(
                partition,
                table == last ? after : before,
                topics.get(table),
                null,
                Schema.STRING_SCHEMA,
                key,
                row.schema(),
                row,
                now,
                new ConnectHeaders().addLong(POSITION_HEADER, position)));
      }
    }
    offsets.put(stream, after);
  }
}
