// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams;

/** Rows as they lie in the input topics, clean ones and raw ones. */
public final class Rows {
  private Rows() {}

  public static String pin(long ind, String title) {
    return "{\"ind\":"
        + ind
        + ",\"unique_id\":\"44662045-e891-4821-8a19-ebe7eedd371a\",\"title\":\""
        + title
        + "\",\"description\":null,\"follower_count\":43000,\"poster_name\":\"Some"
        + " Poster\",\"tag_list\":\"a,b\","
        + "\"is_image_or_video\":\"image\",\"image_src\":\"https://example.org/a.jpg\","
        + "\"save_location\":\"/data/art\",\"category\":\"art\"}";
  }

  public static String geo(long ind, String country) {
    return "{\"ind\":"
        + ind
        + ",\"country\":\""
        + country
        + "\",\"coordinates\":[-88.8298,61.9119],\"timestamp\":\"2018-06-26T02:39:25Z\"}";
  }

  public static String user(long ind, int age) {
    return "{\"ind\":"
        + ind
        + ",\"user_name\":\"Some One\",\"age\":"
        + age
        + ",\"date_joined\":\"2016-04-02T03:51:23Z\"}";
  }

  /** The row of the pin table that {@link #pin} cleans up to, as the database has it. */
  public static String rawPin(long ind, String title) {
    return "{\"index\":"
        + ind
        + ",\"unique_id\":\"44662045-e891-4821-8a19-ebe7eedd371a\",\"title\":\""
        + title
        + "\",\"description\":\"No description available Story format\",\"poster_name\":\"Some"
        + " Poster\","
        + "\"follower_count\":\"43k\",\"tag_list\":\"a,b\",\"is_image_or_video\":\"image\","
        + "\"image_src\":\"https://example.org/a.jpg\",\"downloaded\":1,\"save_location\":\"Local"
        + " save in /data/art\",\"category\":\"art\"}";
  }

  public static String rawGeo(long ind, String country) {
    return "{\"ind\":"
        + ind
        + ",\"timestamp\":\"2018-06-26"
        + " 02:39:25\",\"latitude\":-88.8298,\"longitude\":61.9119,\"country\":\""
        + country
        + "\"}";
  }

  public static String rawUser(long ind, int age) {
    return "{\"ind\":"
        + ind
        + ",\"first_name\":\"Some\",\"last_name\":\"One\",\"age\":"
        + age
        + ",\"date_joined\":\"2016-04-02 03:51:23\"}";
  }

  /** The post that the three rows above make. */
  public static String post(long ind, String title, String country, int age) {
    return inside(pin(ind, title), "}")
        + inside(geo(ind, country), "}").replace("{\"ind\":" + ind, "")
        + inside(user(ind, age), "}").replace("{\"ind\":" + ind, "")
        + "}";
  }

  private static String inside(String object, String end) {
    return object.substring(0, object.length() - end.length());
  }
}
