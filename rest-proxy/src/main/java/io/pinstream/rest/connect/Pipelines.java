// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.connect;

import io.pinstream.rest.config.InvalidSettingException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One pipeline for each thread that writes rows at the same time; thread-safe. */
public final class Pipelines implements AutoCloseable {
  private final Map<String, String> settings;
  private final Queue<Pipeline> idle = new ConcurrentLinkedQueue<>();

  /**
   * Makes the first one, so that wrong settings are told at the start.
   *
   * @throws InvalidSettingException if one of them is wrong
   */
  public Pipelines(Map<String, String> settings) throws InvalidSettingException {
    this.settings = Map.copyOf(settings);
    idle.add(new Pipeline(this.settings));
  }

  /** A pipeline for this thread alone, until it gives it back. */
  public Pipeline take() {
    Pipeline pipeline = idle.poll();
    if (pipeline != null) {
      return pipeline;
    }
    try {
      return new Pipeline(settings);
    } catch (InvalidSettingException e) {
      throw new IllegalStateException("settings that were right at the start", e);
    }
  }

  public void giveBack(Pipeline pipeline) {
    idle.add(pipeline);
  }

  @Override
  public void close() {
    idle.forEach(Pipeline::close);
  }
}
