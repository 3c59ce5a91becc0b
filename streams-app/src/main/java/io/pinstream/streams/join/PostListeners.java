// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import java.util.List;

/** Several listeners as one. */
record PostListeners(List<PostListener> all) implements PostListener {
  @Override
  public void restored(long index, byte[] post) {
    all.forEach(listener -> listener.restored(index, post));
  }

  @Override
  public void live() {
    all.forEach(PostListener::live);
  }

  @Override
  public void changed(long index, byte[] before, byte[] after, long timestamp) {
    all.forEach(listener -> listener.changed(index, before, after, timestamp));
  }

  @Override
  public void close() {
    all.forEach(PostListener::close);
  }
}
