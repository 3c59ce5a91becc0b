// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * What another instance answers, once it does.
 *
 * @param instance whose answer it is
 * @param bytes completes with an {@link InstanceException} if there will be none
 */
record PeerAnswer(HostInfo instance, CompletableFuture<byte[]> bytes) {
  /** Makes something of an answer's bytes. */
  @FunctionalInterface
  interface Reading<T> {
    T read(byte[] answer) throws IOException;
  }

  /**
   * Waits for the answer and reads it.
   *
   * @throws InstanceException if there is none, or none that can be read
   */
  <T> T read(Reading<T> reading) {
    try {
      return reading.read(bytes.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof InstanceException cause) {
        throw cause;
      }
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new InstanceException(
          InstanceException.Cause.INSTANCE_FAILS,
          "the instance at %s can't be understood: %s"
              .formatted(Instances.address(instance), e.getMessage()),
          e);
    }
  }
}
