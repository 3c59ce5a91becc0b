// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.post.Post;
import java.util.List;

/** Several listeners as one. */
record PostListeners(List<PostListener> all) implements PostListener {
  @Override
  public void restored(Post before, Post after) {
    for (PostListener listener : all) {
      listener.restored(before, after);
    }
  }

  @Override
  public void active() {
    all.forEach(PostListener::active);
  }

  @Override
  public void standby() {
    all.forEach(PostListener::standby);
  }

  @Override
  public void changed(Post before, Post after, long timestamp) {
    for (PostListener listener : all) {
      listener.changed(before, after, timestamp);
    }
  }

  @Override
  public void close() {
    all.forEach(PostListener::close);
  }
}
