// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.questions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Who answers the eight questions. */
public interface AnswerSource {

  /** What messages call it. */
  String name();

  /**
   * All answers: by the question's number, its rows in their order, each an object with the
   * question's columns in theirs.
   */
  Map<Integer, List<ObjectNode>> answers();
}
