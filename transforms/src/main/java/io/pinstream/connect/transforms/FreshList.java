// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.ArrayList;
import java.util.Collection;

/** A list made by this transform, which may therefore change it in place. */
final class FreshList extends ArrayList<Object> {
  private static final long serialVersionUID = 1L;

  FreshList(int capacity) {
    super(capacity);
  }

  private FreshList(Collection<?> elements) {
    super(elements);
  }

  /** The list itself if it is fresh, else a copy: what a record holds is not ours to change. */
  static FreshList of(Collection<?> list) {
    return list instanceof FreshList fresh ? fresh : new FreshList(list);
  }
}
