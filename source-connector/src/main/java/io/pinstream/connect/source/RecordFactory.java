// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.Post;
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

  private final String[] topics;
  private final String emulation;
  private final VirtualStream[] streams;

  RecordFactory(SourceConfig config) {
    topics = config.topics().toArray(new String[0]);
    emulation = Emulation.fingerprint(config);
    streams = new VirtualStream[config.getInt(SourceConfig.VIRTUAL_STREAMS)];
  }

  private static final class VirtualStream {
    private final Map<String, Object> partition;
    private Map<String, Object> offset;

    VirtualStream(Map<String, Object> partition, Map<String, Object> offset) {
      this.partition = partition;
      this.offset = offset;
    }
  }

  /** Notes a stream of the task and the position at which it goes on. */
  void startStream(int stream, Map<String, Object> partition, long position) {
    streams[stream] = new VirtualStream(partition, SourcePosition.offset(position, emulation));
  }

  /**
   * Adds the records of a post.
   *
   * @param timestamp of the records, in milliseconds
   * @param records to which they are added
   */
  void addRecords(Post post, long timestamp, List<SourceRecord> records) {
    long position = post.position();
    Struct[] rows = post.rows();
    VirtualStream stream = streams[(int) (position % streams.length)];
    Map<String, Object> after = SourcePosition.offset(position + streams.length, emulation);
    int last = rows.length - 1;
    while (rows[last] == null) {
      last--;
    }
    String key = Long.toString(post.index());
    for (int table = 0; table <= last; table++) {
      Struct row = rows[table];
      if (row != null) {
        records.add(
            new SourceRecord(
                stream.partition,
                table == last ? after : stream.offset,
                topics[table],
                null,
                Schema.STRING_SCHEMA,
                key,
                row.schema(),
                row,
                timestamp,
                new ConnectHeaders().addLong(POSITION_HEADER, position)));
      }
    }
    stream.offset = after;
  }
}
