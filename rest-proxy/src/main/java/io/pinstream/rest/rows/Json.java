// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.rows;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON as maps in their order, lists, text, booleans, whole numbers as small as they are, doubles.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Of two values under one name, one would be lost and nobody told.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  /** Opens a text. */
  private interface Opening {
    JsonParser open() throws IOException;
  }

  /**
   * Reads a JSON text in UTF-8, which may be of any kind.
   *
   * @param length how many of the bytes are the text
   * @param memory asked for what the text takes once it is read
   * @throws JsonProcessingException if it is none; the message says where
   */
  public static Object read(byte[] text, int length, RowReceiver memory)
      throws JsonProcessingException {
    memory.reserve(length);
    return read(() -> MAPPER.createParser(text, 0, length), memory);
  }

  /**
   * Reads a JSON text.
   *
   * @throws JsonProcessingException if it is none
   */
  static Object read(String text, RowReceiver memory) throws JsonProcessingException {
    memory.reserve(text.length());
    return read(() -> MAPPER.createParser(text), memory);
  }

  private static Object read(Opening text, RowReceiver memory) throws JsonProcessingException {
    try (JsonParser parser = new MeteredParser(text.open(), memory)) {
      return MAPPER.readValue(parser, Object.class);
    } catch (JsonProcessingException e) {
      throw e;
    } catch (CharConversionException e) {
      throw new JsonParseException(null, e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what {@link #read} made, or an answer, in UTF-8. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
