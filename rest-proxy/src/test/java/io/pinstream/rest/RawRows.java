// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Raw rows as the original's scripts read them from its tables, and how they write them. */
public final class RawRows {
  private RawRows() {}

  /** A pin as {@code json.dumps} writes it: ASCII, an emoji as two escapes. */
  public static String pin(long index) {
    return ("{\"index\": %d, \"unique_id\": \"44662045-e891-4821-8a19-ebe7eedd371a\","
            + " \"title\": \"Liquid Lash \\ud83d\\udc84 %d\", \"description\": \"No description available\","
            + " \"poster_name\": \"Thrive Causemetics\", \"follower_count\": \"43k\","
            + " \"tag_list\": \"N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e\", \"is_image_or_video\": \"video\","
            + " \"image_src\": \"https://i.pinimg.com/a.jpg\", \"downloaded\": 1,"
            + " \"save_location\": \"Local save in /data/beauty\", \"category\": \"beauty\"}")
        .formatted(index, index);
  }

  /** The same in the topic. Kafka's JsonConverter writes an emoji as two escapes, too. */
  public static String cleanPin(long index) {
    return ("{\"ind\":%d,\"unique_id\":\"44662045-e891-4821-8a19-ebe7eedd371a\","
            + "\"title\":\"Liquid Lash \\uD83D\\uDC84 %d\",\"description\":null,\"follower_count\":43000,"
            + "\"poster_name\":\"Thrive Causemetics\",\"tag_list\":null,\"is_image_or_video\":\"video\","
            + "\"image_src\":\"https://i.pinimg.com/a.jpg\",\"save_location\":\"/data/beauty\","
            + "\"category\":\"beauty\"}")
        .formatted(index, index);
  }

  public static String geo(long index) {
    return geo(index, "2018-06-26 02:39:25");
  }

  public static String geo(long index, String time) {
    return ("{\"ind\": %d, \"timestamp\": \"%s\", \"latitude\": 77.0447, \"longitude\": \"61.9119\","
            + " \"country\": \"Maldives\"}")
        .formatted(index, time);
  }

  public static String cleanGeo(long index) {
    return ("{\"ind\":%d,\"country\":\"Maldives\",\"coordinates\":[77.0447,61.9119],"
            + "\"timestamp\":\"2018-06-26T02:39:25Z\"}")
        .formatted(index);
  }

  public static String user(long index) {
    return ("{\"ind\": %d, \"first_name\": \"Brittany\", \"last_name\": \"Jones\", \"age\": 32,"
            + " \"date_joined\": \"2016-04-02T03:51:23\"}")
        .formatted(index);
  }

  public static String cleanUser(long index) {
    return ("{\"ind\":%d,\"user_name\":\"Brittany Jones\",\"age\":32,"
            + "\"date_joined\":\"2016-04-02T03:51:23Z\"}")
        .formatted(index);
  }

  public static String records(String... rows) {
    StringBuilder records = new StringBuilder("{\"records\": [");
    for (int i = 0; i < rows.length; i++) {
      records.append(i == 0 ? "" : ", ").append("{\"value\": ").append(rows[i]).append('}');
    }
    return records.append("]}").toString();
  }

  /** A JSON text as a JSON string. */
  public static String quoted(String json) {
    return '"' + json.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  public static String base64(String json) {
    return '"' + Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)) + '"';
  }
}
