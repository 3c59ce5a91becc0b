// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.rows;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Asks for the memory of what it reads before it is there: a few bytes of JSON can be many times as
 * much in maps and lists. And it takes no number that would become another: infinity, or zero.
 */
final class MeteredParser extends JsonParserDelegate {
  // A map with its table, and what any other token becomes at most, but for a text's characters.
  private static final int OBJECT_BYTES = 192;
  private static final int TOKEN_BYTES = 64;

  private static final Pattern NOT_ZERO = Pattern.compile("[-0.]*[1-9]");

  private final RowReceiver memory;

  MeteredParser(JsonParser parser, RowReceiver memory) {
    super(parser);
    this.memory = memory;
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    if (token == JsonToken.START_OBJECT) {
      memory.reserve(OBJECT_BYTES);
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT && isBeyondDoubles()) {
      throw new JsonParseException(this, "Number beyond those of 64 bits: " + shortened());
    } else if (token != null && !token.isStructEnd()) {
      memory.reserve(TOKEN_BYTES);
    }
    return token;
  }

  private boolean isBeyondDoubles() throws IOException {
    double value = getDoubleValue();
    return Double.isInfinite(value) || (value == 0 && NOT_ZERO.matcher(getText()).lookingAt());
  }

  private String shortened() throws IOException {
    String text = getText();
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
