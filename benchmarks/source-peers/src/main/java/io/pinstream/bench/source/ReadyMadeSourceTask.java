// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.source;

import io.pinstream.connect.source.JdbcSampleSourceTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * Lets the sampling task make some polls' worth of records once, ends it, and hands these very
 * records to the worker again and again: what is left is what Connect itself costs.
 */
public final class ReadyMadeSourceTask extends SourceTask {

  private static final int BATCHES = 8;

  private final JdbcSampleSourceTask sampling = new JdbcSampleSourceTask();
  private final List<List<SourceRecord>> batches = new ArrayList<>();
  private List<SourceRecord> batch = new ArrayList<>();
  private int batchRecords;
  private int next;

  @Override
  public String version() {
    return sampling.version();
  }

  @Override
  public void start(Map<String, String> properties) {
    batchRecords = Integer.parseInt(properties.get("batch.max.rows"));
    sampling.initialize(context);
    sampling.start(properties);
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (batches.size() < BATCHES) {
      collect();
      return null;
    }
    next = (next + 1) % BATCHES;
    return batches.get(next);
  }

  private void collect() throws InterruptedException {
    List<SourceRecord> made = sampling.poll();
    if (made == null) {
      return;
    }
    for (SourceRecord record : made) {
      batch.add(record);
      if (batch.size() == batchRecords) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
    }
    if (batches.size() >= BATCHES) {
      sampling.stop();
    }
  }

  @Override
  public void stop() {
    sampling.stop();
  }
}
