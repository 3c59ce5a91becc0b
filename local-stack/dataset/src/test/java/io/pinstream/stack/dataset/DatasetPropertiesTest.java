// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("11,154 rows have the properties of the original's")
class DatasetPropertiesTest {
  private static final int ROWS = PinterestDataset.DEFAULT_ROWS;
  private static final double COUNTED_ROWS = 3_444;
  private static final PinterestDataset DATASET = new PinterestDataset(100, ROWS);
  private static final List<PinRow> PINS = all(DATASET::pin);
  private static final List<GeoRow> GEOS = all(DATASET::geo);
  private static final List<UserRow> USERS = all(DATASET::user);

  private static final String NO_POSTER = "User Info Error";
  private static final String NO_IMAGE = "Image src error.";
  private static final String NO_TAGS = "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e";
  private static final String STORY = "No description available Story format";
  private static final String MULTI_VIDEO = "multi-video(story page format)";
  private static final String CUT_OFF = "…\u00a0";

  private static <T> List<T> all(IntFunction<T> row) {
    return IntStream.range(0, ROWS).mapToObj(row).toList();
  }

  @Test
  void indexesHaveNoGaps() {
    for (int i = 0; i < ROWS; i++) {
      assertThat(PINS.get(i).index()).isEqualTo(i);
      assertThat(GEOS.get(i).ind()).isEqualTo(i);
      assertThat(USERS.get(i).ind()).isEqualTo(i);
    }
  }

  @Test
  void uniqueIdsAreDistinctUuidsOfVersion4() {
    assertThat(PINS).extracting(PinRow::uniqueId).doesNotHaveDuplicates();
    assertThat(PINS)
        .extracting(pin -> UUID.fromString(pin.uniqueId()))
        .allSatisfy(
            uuid -> {
              assertThat(uuid.version()).isEqualTo(4);
              assertThat(uuid.variant()).isEqualTo(2);
            });
    assertThat(PINS)
        .allMatch(pin -> UUID.fromString(pin.uniqueId()).toString().equals(pin.uniqueId()));
  }

  @ParameterizedTest
  @CsvSource({
    "title, No Title Data Available, 23",
    "title, '', 1",
    "title, Untitled, 1",
    "description, No description available Story format, 247",
    "description, No description available, 57",
    "description, Untitled, 1",
    "description, '', 1",
    "poster_name, User Info Error, 23",
    "follower_count, User Info Error, 23",
    "tag_list, 'N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e', 47",
    "image_src, Image src error., 77",
    "is_image_or_video, image, 3096",
    "is_image_or_video, multi-video(story page format), 247",
    "is_image_or_video, video, 101"
  })
  void valuesOccurAsOften(String column, String value, int inCountedRows) {
    Function<PinRow, String> field =
        switch (column) {
          case "title" -> PinRow::title;
          case "description" -> PinRow::description;
          case "poster_name" -> PinRow::posterName;
          case "follower_count" -> PinRow::followerCount;
          case "tag_list" -> PinRow::tagList;
          case "image_src" -> PinRow::imageSrc;
          case "is_image_or_video" -> PinRow::imageOrVideo;
          default -> throw new IllegalArgumentException(column);
        };
    assertThat(count(pin -> field.apply(pin).equals(value)))
        .isCloseTo(expected(inCountedRows), within(2L));
  }

  @Test
  void nothingElseIsEmptyOrNull() {
    assertThat(PINS)
        .allSatisfy(
            pin ->
                assertThat(
                        List.of(
                            pin.posterName(),
                            pin.followerCount(),
                            pin.tagList(),
                            pin.imageSrc(),
                            pin.category()))
                    .noneMatch(String::isBlank));
    assertThat(GEOS).extracting(GeoRow::country).noneMatch(String::isBlank);
    assertThat(USERS).noneMatch(user -> user.firstName().isBlank() || user.lastName().isBlank());
  }

  @Test
  void downloadedIsZeroExactlyWhereTheImageIsMissing() {
    assertThat(PINS).allMatch(pin -> pin.downloaded() == (pin.imageSrc().equals(NO_IMAGE) ? 0 : 1));
  }

  @Test
  void theStoryDescriptionStandsExactlyOnMultiVideos() {
    assertThat(PINS)
        .allMatch(pin -> pin.description().equals(STORY) == pin.imageOrVideo().equals(MULTI_VIDEO));
  }

  @Test
  void posterAndFollowersAreMissingTogether() {
    assertThat(PINS)
        .allMatch(
            pin -> pin.posterName().equals(NO_POSTER) == pin.followerCount().equals(NO_POSTER));
  }

  @Test
  void aRowWithoutPosterHasNothing() {
    assertThat(PINS)
        .filteredOn(pin -> pin.posterName().equals(NO_POSTER))
        .isNotEmpty()
        .allMatch(
            pin ->
                pin.title().equals("No Title Data Available")
                    && pin.tagList().equals(NO_TAGS)
                    && pin.imageSrc().equals(NO_IMAGE)
                    && pin.imageOrVideo().equals(MULTI_VIDEO));
  }

  @Test
  void categoriesAreContiguousBlocksOfUnevenSize() {
    List<String> blocks = new ArrayList<>();
    for (PinRow pin : PINS) {
      if (blocks.isEmpty() || !blocks.get(blocks.size() - 1).equals(pin.category())) {
        blocks.add(pin.category());
      }
    }
    assertThat(blocks)
        .containsExactly(
            "art",
            "beauty",
            "christmas",
            "diy-and-crafts",
            "education",
            "event-planning",
            "finance",
            "home-decor",
            "mens-fashion",
            "quotes",
            "tattoos",
            "travel",
            "vehicles");
    Map<String, Long> sizes = PINS.stream().collect(groupingBy(PinRow::category, counting()));
    assertThat(sizes.values()).allSatisfy(size -> assertThat(size).isBetween(730L, 970L));
    assertThat(Set.copyOf(sizes.values())).hasSizeGreaterThan(10);
  }

  @Test
  void saveLocationNamesTheCategory() {
    assertThat(PINS)
        .allMatch(pin -> pin.saveLocation().equals("Local save in /data/" + pin.category()));
  }

  @Test
  void followerCountsAreAbbreviated() {
    assertThat(PINS)
        .extracting(PinRow::followerCount)
        .allMatch(count -> count.matches("\\d{1,3}[kM]?") || count.equals(NO_POSTER))
        .contains("0", "15M")
        .anyMatch(count -> count.endsWith("k"));
    assertThat(PINS)
        .extracting(PinRow::followerCount)
        .filteredOn(count -> count.endsWith("M"))
        .allMatch(count -> Integer.parseInt(count.replace("M", "")) <= 15);
  }

  @Test
  void tagListsHoldNineTags() {
    assertThat(PINS)
        .extracting(PinRow::tagList)
        .filteredOn(tags -> !tags.equals(NO_TAGS))
        .allMatch(tags -> tags.split(",", -1).length == 9)
        .noneMatch(tags -> tags.contains(",,") || tags.startsWith(",") || tags.endsWith(","));
  }

  @Test
  void imageSourcesAreUrls() {
    assertThat(PINS)
        .filteredOn(pin -> !pin.imageSrc().equals(NO_IMAGE))
        .allMatch(
            pin ->
                pin.imageOrVideo().equals("image")
                    ? pin.imageSrc()
                        .matches(
                            "https://i\\.pinimg\\.com/originals/(..)/(..)/(..)/\\1\\2\\3[0-9a-f]{26}\\.(jpg|png)")
                    : pin.imageSrc()
                        .matches(
                            "https://i\\.pinimg\\.com/videos/thumbnails/originals/(..)/(..)/(..)/\\1\\2\\3[0-9a-f]{26}\\.0000001\\.jpg"));
  }

  @Test
  void aPosterHasOneIdentity() {
    Map<String, Set<Object>> identities =
        IntStream.range(0, ROWS)
            .boxed()
            .collect(
                groupingBy(
                    i -> PINS.get(i).posterName(),
                    mapping(DatasetPropertiesTest::identity, toSet())));
    assertThat(identities.values()).allMatch(ofPoster -> ofPoster.size() == 1);
    assertThat(identities.values().stream().flatMap(Set::stream).distinct().count())
        .isCloseTo(5_307, within(5L));
    assertThat(identities.size()).isCloseTo(5_307, within(5));
  }

  private static Object identity(int i) {
    GeoRow geo = GEOS.get(i);
    UserRow user = USERS.get(i);
    return List.of(
        geo.latitude(),
        geo.longitude(),
        geo.country(),
        user.firstName(),
        user.lastName(),
        user.age(),
        user.dateJoined());
  }

  @Test
  void somePostersShowTwoFollowerCountsOneStepApart() {
    Map<String, Set<String>> counts =
        PINS.stream()
            .collect(groupingBy(PinRow::posterName, mapping(PinRow::followerCount, toSet())));
    assertThat(counts.values()).allMatch(ofPoster -> ofPoster.size() <= 2);
    List<Set<String>> two = counts.values().stream().filter(c -> c.size() == 2).toList();
    assertThat(two).hasSizeGreaterThan(50);
    assertThat(two)
        .allSatisfy(
            pair -> {
              List<Integer> numbers =
                  pair.stream()
                      .map(c -> Integer.valueOf(c.replaceAll("[kM]", "")))
                      .sorted()
                      .toList();
              assertThat(numbers.get(1) - numbers.get(0)).isEqualTo(1);
            });
  }

  @Test
  void countriesAreSkewedTowardsTheAlphabetsBeginning() {
    Map<String, Long> counts = GEOS.stream().collect(groupingBy(GeoRow::country, counting()));
    assertThat(counts).hasSize(243);
    assertThat(counts.keySet())
        .contains(
            "Cocos (Keeling) Islands",
            "Cote d'Ivoire",
            "Svalbard & Jan Mayen Islands",
            "Antarctica (the territory South of 60 deg S)");
    List<String> byCount =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList();
    assertThat(byCount.subList(0, 5)).allMatch(country -> country.startsWith("A"));
    assertThat(counts.get(byCount.get(0))).isBetween(400L, 800L);
    assertThat(counts.values().stream().filter(count -> count < 20)).hasSizeGreaterThan(60);
  }

  @Test
  void coordinatesAreFloatsOfSixDigits() {
    for (GeoRow geo : GEOS) {
      assertThat(geo.latitude()).isBetween(-90f, 90f);
      assertThat(geo.longitude()).isBetween(-180f, 180f);
      for (float degrees : new float[] {geo.latitude(), geo.longitude()}) {
        StringBuilder text = new StringBuilder();
        SixDigits.append(text, degrees);
        assertThat(Float.parseFloat(text.toString())).isEqualTo(degrees);
        assertThat(text.toString().replaceAll("^-?0?\\.?0*|\\.|-", "")).hasSizeLessThanOrEqualTo(6);
      }
    }
  }

  @Test
  void timesAndAgesAreInTheirRanges() {
    LocalDateTime firstPosted = LocalDateTime.parse("2017-10-19T00:00:00");
    LocalDateTime lastPosted = LocalDateTime.parse("2022-10-19T23:59:59");
    LocalDateTime firstJoined = LocalDateTime.parse("2015-10-21T00:00:00");
    LocalDateTime lastJoined = LocalDateTime.parse("2017-10-20T23:59:59");
    assertThat(GEOS)
        .extracting(GeoRow::timestamp)
        .allMatch(time -> !time.isBefore(firstPosted) && !time.isAfter(lastPosted))
        .anyMatch(time -> time.isBefore(firstPosted.plusDays(7)))
        .anyMatch(time -> time.isAfter(lastPosted.minusDays(7)));
    assertThat(USERS)
        .extracting(UserRow::dateJoined)
        .allMatch(time -> !time.isBefore(firstJoined) && !time.isAfter(lastJoined))
        .anyMatch(time -> time.isBefore(firstJoined.plusDays(1)))
        .anyMatch(time -> time.isAfter(lastJoined.minusDays(7)));
    assertThat(USERS).extracting(UserRow::age).contains(20, 60).allMatch(a -> a >= 20 && a <= 60);
  }

  @Test
  void cutOffDescriptionsEndInAnEllipsisAndANoBreakSpace() {
    assertThat(count(pin -> pin.description().endsWith(CUT_OFF)))
        .isCloseTo(expected(1_238), within(2L));
    assertThat(PINS)
        .extracting(PinRow::description)
        .filteredOn(text -> text.endsWith(CUT_OFF))
        .anyMatch(text -> codePoints(text) == 180)
        .anyMatch(text -> codePoints(text) < 120);
  }

  @Test
  void posterNamesMayHaveOuterBlanks() {
    assertThat(count(pin -> !pin.posterName().strip().equals(pin.posterName())))
        .isCloseTo(expected(67), within(80L));
    assertThat(PINS)
        .extracting(PinRow::posterName)
        .anyMatch(name -> name.startsWith(" "))
        .anyMatch(name -> name.endsWith(" "));
  }

  @Test
  void titlesHoldEmojiCyrillicCjkAndLineBreaks() {
    assertThat(PINS)
        .extracting(PinRow::title)
        .anyMatch(title -> title.codePoints().anyMatch(c -> c > 0xFFFF))
        .anyMatch(title -> title.contains("\u200d"))
        .anyMatch(title -> has(title, Character.UnicodeScript.CYRILLIC))
        .anyMatch(title -> has(title, Character.UnicodeScript.HAN))
        .anyMatch(title -> has(title, Character.UnicodeScript.HIRAGANA))
        .anyMatch(title -> has(title, Character.UnicodeScript.HANGUL))
        .anyMatch(title -> title.contains("\n"));
  }

  @Test
  void someTextOnlyLooksLikeASentinel() {
    Set<String> titles = PINS.stream().map(PinRow::title).collect(toSet());
    Set<String> descriptions = PINS.stream().map(PinRow::description).collect(toSet());
    assertThat(PINS.stream().flatMap(pin -> Stream.of(pin.title(), pin.description())))
        .contains("Untitled: Photo", "Loading...")
        .anyMatch(text -> text.startsWith("No matter how "));
    assertThat(titles).anyMatch(Set.of(WordList.read("lookalikes.txt"))::contains);
    assertThat(descriptions).anyMatch(Set.of(WordList.read("lookalikes.txt"))::contains);
  }

  @Test
  void theLongestValuesAreAsLongAsTheOriginals() {
    assertThat(longest(PinRow::title)).isEqualTo(199);
    assertThat(longest(PinRow::description)).isEqualTo(180);
    assertThat(longest(PinRow::posterName)).isEqualTo(268);
    assertThat(longest(PinRow::tagList)).isEqualTo(254);
    assertThat(longest(PinRow::imageSrc)).isEqualTo(102);
    assertThat(
            PINS.stream()
                .mapToInt(pin -> pin.description().getBytes(StandardCharsets.UTF_8).length)
                .max())
        .hasValue(493);
  }

  @Test
  void textVaries() {
    assertThat(PINS.stream().map(PinRow::title).distinct()).hasSizeGreaterThan(8_500);
    assertThat(PINS.stream().map(PinRow::tagList).distinct()).hasSizeGreaterThan(10_900);
  }

  private static long count(Predicate<PinRow> condition) {
    return PINS.stream().filter(condition).count();
  }

  private static long expected(int inCountedRows) {
    return Math.round(inCountedRows * ROWS / COUNTED_ROWS);
  }

  private static int longest(Function<PinRow, String> field) {
    return PINS.stream()
        .map(field)
        .map(DatasetPropertiesTest::codePoints)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean has(String text, Character.UnicodeScript script) {
    return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == script);
  }
}
