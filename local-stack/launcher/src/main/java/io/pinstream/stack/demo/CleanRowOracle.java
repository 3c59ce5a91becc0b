// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the topics must hold, said a second time: the rows as text from the database, cleaned by
 * rules written from the description of the data and not from the transform.
 */
public final class CleanRowOracle {
  private static final Set<String> NO_TITLE = Set.of("No Title Data Available", "Untitled");
  private static final Set<String> NO_DESCRIPTION =
      Set.of("No description available Story format", "No description available", "Untitled");
  private static final String NO_USER = "User Info Error";
  private static final Set<String> NO_TAGS = Set.of("N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e");
  private static final Set<String> NO_IMAGE = Set.of("Image src error.");

  private final Map<Integer, ObjectNode> pins = new HashMap<>();
  private final Map<Integer, ObjectNode> geos = new HashMap<>();
  private final Map<Integer, ObjectNode> users = new HashMap<>();

  private final Map<Integer, String> titles = new HashMap<>();
  private final Map<Integer, String> followers = new HashMap<>();

  private CleanRowOracle() {}

  /** Reads numbers to the last digit. */
  public static ObjectMapper exactJson() {
    return JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  }

  /** Reads the three tables. */
  public static CleanRowOracle read(String url, String user, String password) throws SQLException {
    var oracle = new CleanRowOracle();
    try (var connection = DriverManager.getConnection(url, user, password)) {
      oracle.readPins(connection);
      oracle.readGeos(connection);
      oracle.readUsers(connection);
    }
    return oracle;
  }

  /** The clean value of a part, {@code pin}, {@code geo} or {@code user}, by index. */
  public Map<Integer, ObjectNode> part(String name) {
    return switch (name) {
      case "pin" -> pins;
      case "geo" -> geos;
      case "user" -> users;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The joined post: the fields of all three in this order, {@code ind} once. */
  public ObjectNode post(int index) {
    var post = pins.get(index).deepCopy();
    geos.get(index).properties().stream()
        .filter(field -> !field.getKey().equals("ind"))
        .forEach(field -> post.set(field.getKey(), field.getValue()));
    users.get(index).properties().stream()
        .filter(field -> !field.getKey().equals("ind"))
        .forEach(field -> post.set(field.getKey(), field.getValue()));
    return post;
  }

  /** The joined post after an edit: a longer title, more followers in the unit of the count. */
  public ObjectNode edited(int index, long position, int more) {
    var post = post(index);
    var title = titles.get(index);
    post.put("title", title == null ? null : title + " (edit " + position + ")");
    var count = followers.get(index);
    if (count != null && count.matches("[0-9]+[kM]?")) {
      var digits = count.replaceAll("[kM]", "");
      putCount(post, Long.parseLong(digits) + more + count.substring(digits.length()));
    }
    return post;
  }

  private void readPins(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT * FROM pinterest_data")) {
      while (rows.next()) {
        int index = rows.getInt("index");
        var pin = JsonNodeFactory.instance.objectNode();
        pin.put("ind", index);
        pin.put("unique_id", text(rows, "unique_id", Set.of()));
        titles.put(index, rows.getString("title"));
        followers.put(index, rows.getString("follower_count"));
        pin.put("title", text(rows, "title", NO_TITLE));
        pin.put("description", text(rows, "description", NO_DESCRIPTION));
        putCount(pin, rows.getString("follower_count"));
        pin.put("poster_name", text(rows, "poster_name", Set.of(NO_USER)));
        pin.put("tag_list", text(rows, "tag_list", NO_TAGS));
        pin.put("is_image_or_video", text(rows, "is_image_or_video", Set.of()));
        pin.put("image_src", text(rows, "image_src", NO_IMAGE));
        var location = rows.getString("save_location");
        pin.put(
            "save_location",
            location.startsWith("Local save in ")
                ? location.substring("Local save in ".length())
                : location);
        pin.put("category", text(rows, "category", Set.of()));
        pins.put(index, pin);
      }
    }
  }

  private static String text(ResultSet rows, String column, Set<String> sentinels)
      throws SQLException {
    var text = rows.getString(column);
    return text == null || text.isBlank() || sentinels.contains(text) ? null : text;
  }

  private static void putCount(ObjectNode pin, String text) {
    if (text == null || text.isBlank() || text.equals(NO_USER)) {
      pin.putNull("follower_count");
      return;
    }
    var scales = Map.of('k', 3, 'M', 6, 'B', 9);
    var scale = scales.get(text.charAt(text.length() - 1));
    var number = scale == null ? text : text.substring(0, text.length() - 1);
    pin.put(
        "follower_count",
        new BigDecimal(number).scaleByPowerOfTen(scale == null ? 0 : scale).intValueExact());
  }

  private void readGeos(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT * FROM geolocation_data")) {
      while (rows.next()) {
        int index = rows.getInt("ind");
        var geo = JsonNodeFactory.instance.objectNode();
        geo.put("ind", index);
        geo.put("country", text(rows, "country", Set.of()));
        var coordinates = geo.putArray("coordinates");
        for (var column : Arrays.asList("latitude", "longitude")) {
          coordinates.add(new BigDecimal(rows.getString(column)));
        }
        geo.put("timestamp", instant(rows.getString("timestamp")));
        geos.put(index, geo);
      }
    }
  }

  private void readUsers(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT * FROM user_data")) {
      while (rows.next()) {
        int index = rows.getInt("ind");
        var user = JsonNodeFactory.instance.objectNode();
        user.put("ind", index);
        user.put("user_name", rows.getString("first_name") + " " + rows.getString("last_name"));
        user.put("age", rows.getInt("age"));
        user.put("date_joined", instant(rows.getString("date_joined")));
        users.put(index, user);
      }
    }
  }

  private static String instant(String datetime) {
    return datetime.substring(0, 19).replace(' ', 'T') + "Z";
  }
}
