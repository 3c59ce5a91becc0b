// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.questions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A result's rows as JSON objects. The answers' values are texts, numbers and nulls. */
final class AnswerRows {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AnswerRows() {}

  static List<ObjectNode> of(ResultSet result) throws SQLException {
    var metadata = result.getMetaData();
    var rows = new ArrayList<ObjectNode>();
    while (result.next()) {
      var row = JSON.objectNode();
      for (int i = 1; i <= metadata.getColumnCount(); i++) {
        var value = result.getObject(i);
        if (value instanceof Double number) {
          row.set(metadata.getColumnLabel(i), JSON.numberNode(number.doubleValue()));
        } else if (value instanceof Number number) {
          row.set(metadata.getColumnLabel(i), JSON.numberNode(new BigDecimal(number.toString())));
        } else {
          row.put(metadata.getColumnLabel(i), value == null ? null : value.toString());
        }
      }
      rows.add(row);
    }
    return rows;
  }
}
