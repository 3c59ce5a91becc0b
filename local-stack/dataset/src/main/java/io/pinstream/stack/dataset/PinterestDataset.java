// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import io.pinstream.stack.dataset.Identities.Identity;
import io.pinstream.stack.dataset.RandomNumbers.Purpose;
import io.pinstream.stack.dataset.RowPlan.Media;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The rows of the three tables; row {@code n} of each belongs to the same post.
 *
 * <p>A row is a pure function of seed, number of rows and index: the same on every machine, in
 * every locale and from Java 17 on, in any order and from any number of threads. Nothing is held
 * but the word lists. The properties of the data are those of the original data set, shares of
 * sentinels included, at any number of rows.
 */
public final class PinterestDataset {
  /** As many rows as the original has. */
  public static final int DEFAULT_ROWS = 11_154;

  /** The categories, in the order of their blocks. */
  public static final List<String> CATEGORIES = Categories.NAMES;

  /** Changes whenever the same seed begins to give other rows. */
  static final int GENERATION = 1;

  private static final Subjects[] SUBJECTS =
      CATEGORIES.stream().map(Subjects::new).toArray(Subjects[]::new);
  private static final LocalDateTime FIRST_POSTED = LocalDateTime.of(2017, 10, 19, 0, 0);
  private static final LocalDateTime LAST_POSTED = LocalDateTime.of(2022, 10, 19, 23, 59, 59);
  private static final int SECONDS_OF_POSTING =
      (int) Duration.between(FIRST_POSTED, LAST_POSTED).toSeconds() + 1;

  private final long seed;
  private final int rows;
  private final RowPlan plan;
  private final Categories categories;
  private final PosterNames posterNames;
  private final FollowerCounts followerCounts;
  private final Identities identities;
  private final PinText text;
  private final long uuidKey;
  private final long imageKey;
  private final long postedAtKey;

  /**
   * @param seed any number; another seed gives other rows
   * @param rows number of rows in each table, at least 1
   */
  public PinterestDataset(long seed, int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException(
          "A data set has at least 1 row, but " + rows + " were asked for");
    }
    this.seed = seed;
    this.rows = rows;
    plan = new RowPlan(seed, rows);
    categories = new Categories(rows);
    posterNames = new PosterNames(seed, plan.posterSizes().posters());
    followerCounts = new FollowerCounts(seed);
    identities = new Identities(seed);
    text = new PinText(seed);
    uuidKey = RandomNumbers.key(seed, Purpose.UUID);
    imageKey = RandomNumbers.key(seed, Purpose.IMAGE);
    postedAtKey = RandomNumbers.key(seed, Purpose.POSTED_AT);
  }

  /** The seed that the rows are made from. */
  public long seed() {
    return seed;
  }

  /** The number of rows in each of the three tables. */
  public int rows() {
    return rows;
  }

  /**
   * A row of {@code pinterest_data}.
   *
   * @throws IndexOutOfBoundsException unless the index is from 0 to {@code rows() - 1}
   */
  public PinRow pin(int index) {
    RowPlan.Row kind = plan.row(checked(index));
    int categoryNumber = categories.of(index);
    String category = CATEGORIES.get(categoryNumber);
    Subjects subjects = SUBJECTS[categoryNumber];
    return new PinRow(
        index,
        uniqueId(index),
        text.title(index, kind.title(), kind.titleRank(), subjects),
        text.description(index, kind.description(), kind.descriptionRank(), subjects),
        posterNames.of(kind.poster()),
        followerCounts.of(kind.poster(), index),
        text.tags(index, kind.tags(), subjects),
        switch (kind.media()) {
          case IMAGE -> "image";
          case VIDEO -> "video";
          case MULTI_VIDEO -> "multi-video(story page format)";
        },
        kind.imageSrcError() ? "Image src error." : imageSrc(index, kind.media()),
        kind.imageSrcError() ? 0 : 1,
        "Local save in /data/" + category,
        category);
  }

  /**
   * A row of {@code geolocation_data}.
   *
   * @throws IndexOutOfBoundsException unless the index is from 0 to {@code rows() - 1}
   */
  public GeoRow geo(int index) {
    Identity identity = identity(checked(index));
    return new GeoRow(
        index,
        FIRST_POSTED.plusSeconds(new RandomNumbers(postedAtKey, index).below(SECONDS_OF_POSTING)),
        identity.latitude(),
        identity.longitude(),
        identity.country());
  }

  /**
   * A row of {@code user_data}.
   *
   * @throws IndexOutOfBoundsException unless the index is from 0 to {@code rows() - 1}
   */
  public UserRow user(int index) {
    Identity identity = identity(checked(index));
    return new UserRow(
        index, identity.firstName(), identity.lastName(), identity.age(), identity.dateJoined());
  }

  private int checked(int index) {
    if (index < 0 || index >= rows) {
      throw new IndexOutOfBoundsException(
          "Row " + index + " is none of the " + rows + " rows from 0 to " + (rows - 1));
    }
    return index;
  }

  private Identity identity(int index) {
    int poster = plan.poster(index);
    return identities.of(poster, plan.posterSizes().posts(poster));
  }

  private String uniqueId(int index) {
    RandomNumbers draws = new RandomNumbers(uuidKey, index);
    long version4 = (draws.next() & ~0xF000L) | 0x4000L;
    long variant2 = (draws.next() & ~(0b11L << 62)) | (0b10L << 62);
    return new UUID(version4, variant2).toString();
  }

  private String imageSrc(int index, Media media) {
    RandomNumbers draws = new RandomNumbers(imageKey, index);
    HexFormat hex = HexFormat.of();
    String hash = hex.toHexDigits(draws.next()) + hex.toHexDigits(draws.next());
    String path =
        "originals/"
            + hash.substring(0, 2)
            + "/"
            + hash.substring(2, 4)
            + "/"
            + hash.substring(4, 6)
            + "/"
            + hash;
    return media == Media.IMAGE
        ? "https://i.pinimg.com/" + path + (draws.chance(1, 5) ? ".png" : ".jpg")
        : "https://i.pinimg.com/videos/thumbnails/" + path + ".0000001.jpg";
  }
}
