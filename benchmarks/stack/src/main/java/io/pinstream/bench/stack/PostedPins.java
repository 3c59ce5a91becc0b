// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Pins as the original's script posts them, and the same as they stand in the topic. */
final class PostedPins {
  private PostedPins() {}

  /** A raw row as Python's {@code json.dumps} writes it. */
  private static String raw(long index) {
    return ("{\"index\": %s, \"unique_id\": \"44662045-e891-4821-8a19-ebe7eedd371a\","
            + " \"title\": \"Liquid Lash Extensions Mascara \\ud83d\\udc84\","
            + " \"description\": \"Instantly create the look of lash extensions with this mascara.\","
            + " \"poster_name\": \"Thrive Causemetics\", \"follower_count\": \"43k\","
            + " \"tag_list\": \"N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e\","
            + " \"is_image_or_video\": \"video\","
            + " \"image_src\": \"https://i.pinimg.com/videos/thumbnails/originals/69/84/e2/6984e20f.jpg\","
            + " \"downloaded\": 1, \"save_location\": \"Local save in /data/beauty\","
            + " \"category\": \"beauty\"}")
        .formatted(index);
  }

  /** What becomes of it. */
  static String clean(long index) {
    return ("{\"ind\":%s,\"unique_id\":\"44662045-e891-4821-8a19-ebe7eedd371a\","
            + "\"title\":\"Liquid Lash Extensions Mascara \\uD83D\\uDC84\","
            + "\"description\":\"Instantly create the look of lash extensions with this mascara.\","
            + "\"follower_count\":43000,\"poster_name\":\"Thrive Causemetics\",\"tag_list\":null,"
            + "\"is_image_or_video\":\"video\","
            + "\"image_src\":\"https://i.pinimg.com/videos/thumbnails/originals/69/84/e2/6984e20f.jpg\","
            + "\"save_location\":\"/data/beauty\",\"category\":\"beauty\"}")
        .formatted(index);
  }

  /** The body of a request with so many rows, from an index on. */
  static String request(long first, int rows) {
    return LongStream.range(first, first + rows)
        .mapToObj(index -> "{\"value\": " + raw(index) + "}")
        .collect(Collectors.joining(", ", "{\"records\": [", "]}"));
  }
}
