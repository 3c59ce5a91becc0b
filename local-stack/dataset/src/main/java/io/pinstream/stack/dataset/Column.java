// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

record Column(String name, Type type) {
  enum Type {
    INT,
    CHAR_36,
    TEXT,
    FLOAT,
    DATETIME
  }
}
