// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the three parts of a post together, whatever their order and however far apart. A record
 * that changes nothing stops here, so nothing downstream ever sees a resend.
 */
final class JoinProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(JoinProcessor.class);

  private final Map<String, Part> partsByTopic;
  private final JoinMeters meters;
  private final PostListener.Factory listeners;
  private final Map<Part, PartReader> readers = new EnumMap<>(Part.class);

  private ProcessorContext<byte[], byte[]> context;
  private PostStore store;
  private PostListener listener;

  JoinProcessor(Map<String, Part> partsByTopic, JoinMeters meters, PostListener.Factory listeners) {
    this.partsByTopic = partsByTopic;
    this.meters = meters;
    this.listeners = listeners;
    for (Part part : Part.values()) {
      readers.put(part, new PartReader(part));
    }
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.store = context.getStateStore(PostTopology.STORE);
    this.listener = listeners.open(context.taskId().partition());
    recount();
    listener.live();
  }

  private void recount() {
    long start = System.nanoTime();
    long found = 0;
    try (KeyValueIterator<Long, byte[]> posts = store.all()) {
      while (posts.hasNext()) {
        KeyValue<Long, byte[]> post = posts.next();
        PostParts parts = PostParts.of(post.value);
        if (parts.complete()) {
          long index = PostKey.fromStored(post.key);
          listener.restored(index, parts.toJson(index));
          found++;
        }
      }
    }
    if (found > 0) {
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      meters.recounted(taken);
      LOG.info(
          "partition {} has {} posts, read through in {} ms",
          context.taskId().partition(),
          found,
          taken.toMillis());
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    Part part = partsByTopic.get(origin.topic());
    meters.part(part);
    long index;
    byte[] fragment;
    try {
      index = PostKey.parse(record.key());
      fragment = record.value() == null ? null : readers.get(part).read(record.value(), index);
    } catch (UnreadableRecordException e) {
      meters.deadLetter(e.defect());
      context.forward(deadLetter(record, origin, e), PostTopology.DEAD_LETTERS);
      return;
    }
    long key = PostKey.toStored(index);
    PostParts before = store.parts(key);
    if (before.has(part, fragment)) {
      meters.resend();
      return;
    }
    PostParts after = before.with(part, fragment);
    store.put(key, after);
    if (before.complete() || after.complete()) {
      emit(record, index, before, after);
    }
  }

  private void emit(Record<byte[], byte[]> record, long index, PostParts before, PostParts after) {
    byte[] old = before.complete() ? before.toJson(index) : null;
    byte[] post = after.complete() ? after.toJson(index) : null;
    if (post == null) {
      meters.removal();
    } else {
      meters.post();
    }
    context.forward(record.withValue(post), PostTopology.POSTS);
    listener.changed(index, old, post, record.timestamp());
  }

  private static Record<byte[], byte[]> deadLetter(
      Record<byte[], byte[]> record, RecordMetadata origin, UnreadableRecordException why) {
    Headers headers = new RecordHeaders(record.headers());
    headers.add("dlq.reason", why.reason().getBytes(StandardCharsets.UTF_8));
    headers.add("dlq.topic", origin.topic().getBytes(StandardCharsets.UTF_8));
    headers.add(
        "dlq.partition", Integer.toString(origin.partition()).getBytes(StandardCharsets.UTF_8));
    headers.add("dlq.offset", Long.toString(origin.offset()).getBytes(StandardCharsets.UTF_8));
    return record.withHeaders(headers);
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
  }
}
