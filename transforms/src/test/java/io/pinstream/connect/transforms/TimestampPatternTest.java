// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TimestampPatternTest {
  private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  @Provide
  Arbitrary<Long> millis() {
    return Arbitraries.longs().between(FIRST, LAST);
  }

  @Property
  void isoTextIsInstantsOwn(@ForAll("millis") long millis) {
    assertThat(IsoTimestamp.format(millis)).isEqualTo(Instant.ofEpochMilli(millis).toString());
  }

  @Example
  void writesNoYearThatItWouldNotRead() {
    assertThat(TimestampPattern.ISO.parse("0000-12-31T23:59:59.999Z")).isNull();
    assertThatThrownBy(() -> IsoTimestamp.format(FIRST - 1))
        .isInstanceOf(Unclean.class)
        .hasMessageContaining("a time in the years 0001 to 9999");
  }

  @Property
  void isoTextReadsBack(@ForAll("millis") long millis) {
    String text = IsoTimestamp.format(millis);
    assertThat(TimestampPattern.ISO.parse(text)).isEqualTo(millis);
    assertThat(TimestampPattern.ISO.parse(text.replace('T', ' ').replace("Z", "")))
        .isEqualTo(millis);
  }

  @Property
  void whatAPatternWritesItReads(@ForAll("millis") long millis) {
    long seconds = Math.floorDiv(millis, 1000L);
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    for (String pattern :
        List.of("yyyy-MM-dd HH:mm:ss", "uuuu-MM-dd'T'HH:mm:ss", "MM/dd/uuuu, hh:mm:ss a")) {
      String text = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
      assertThat(TimestampPattern.of(pattern).parse(text)).isEqualTo(seconds * 1000);
    }
  }

  @Provide
  Arbitrary<String> timestampLike() {
    return Arbitraries.strings().withChars("0123456789-:T. Z+").ofMinLength(10).ofMaxLength(30);
  }

  @Property
  void noTextThrows(@ForAll("timestampLike") String text) {
    for (TimestampPattern pattern :
        List.of(TimestampPattern.ISO, TimestampPattern.of("yyyyyyyyyy-MM-dd[ HH:mm:ss][XXX]"))) {
      assertThatCode(() -> pattern.parse(text)).doesNotThrowAnyException();
    }
  }

  @Example
  void halfAnOffsetFitsNoPattern() {
    TimestampPattern pattern = TimestampPattern.of("uuuu-MM-dd'T'HH:mm:ss OOOO");
    assertThat(pattern.parse("2020-08-28T03:52:47 GMT+01:00")).isNotNull();
    for (String half : List.of("GMT+", "GMT+0", "GMT+01:", "GMT+01:0")) {
      assertThat(pattern.parse("2020-08-28T03:52:47 " + half)).as(half).isNull();
    }
  }

  @Example
  void isoTakesWhatProducersMakeOfIt() {
    for (String text :
        List.of(
            "2020-08-28T03:52:47",
            "2020-08-28 03:52:47",
            "2020-08-28 03:52:47.0",
            "2020-08-28T03:52:47.000000000Z",
            "2020-08-28T05:52:47+02:00")) {
      assertThat(TimestampPattern.ISO.parse(text)).as(text).isEqualTo(at("2020-08-28T03:52:47Z"));
    }
    for (String text :
        List.of("2020-08-28", "20200828T035247", "+12020-08-28T03:52:47Z", "2020-08-28T03:52")) {
      assertThat(TimestampPattern.ISO.parse(text)).as(text).isNull();
    }
  }

  @Example
  void anOptionThatDoesntFitLeavesNothingBehind() {
    TimestampPattern pattern = TimestampPattern.of("yyyyMMdd[ HHmm]");
    assertThat(pattern.parse("20200101 0304")).isEqualTo(at("2020-01-01T03:04:00Z"));
    assertThat(pattern.parse("20200101")).isEqualTo(at("2020-01-01T00:00:00Z"));
    assertThat(pattern.parse("20200101 03")).isNull();
    assertThat(pattern.parse("2020010")).isNull();
  }

  /** The letters mean what they mean in Java: a hour alone for X, a quote for two of them. */
  @Example
  void theLettersAreDateTimeFormattersOwn() {
    TimestampPattern hours = TimestampPattern.of("yyyy-MM-dd HH:mm X");
    assertThat(hours.parse("2020-01-01 00:00 +05")).isEqualTo(at("2019-12-31T19:00:00Z"));
    assertThat(hours.parse("2020-01-01 00:00 +0530")).isEqualTo(at("2019-12-31T18:30:00Z"));
    assertThat(hours.parse("2020-01-01 00:00 +05:30")).isNull();
    TimestampPattern minutes = TimestampPattern.of("yyyy-MM-dd HH:mm XXX");
    assertThat(minutes.parse("2020-01-01 00:00 -05:30")).isEqualTo(at("2020-01-01T05:30:00Z"));
    assertThat(minutes.parse("2020-01-01 00:00 +19:00")).isNull();
    TimestampPattern clock = TimestampPattern.of("yyyy-MM-dd HH 'o''clock'");
    assertThat(clock.parse("2020-01-01 05 o'clock")).isEqualTo(at("2020-01-01T05:00:00Z"));
    TimestampPattern quote = TimestampPattern.of("''yyyy-MM-dd");
    assertThat(quote.parse("'2020-01-01")).isEqualTo(at("2020-01-01T00:00:00Z"));
    assertThat(TimestampPattern.of("yyyy-MM-dd HH:mm:ss.SS").parse("2020-01-01 00:00:00.5"))
        .isNull();
  }

  @Example
  void aPatternThatTellsNoTimeOfDayIsRefused() {
    for (String letters :
        List.of(
            "MM/dd/yyyy, hh:mm:ss",
            "yyyy-MM-dd KK:mm",
            "yyyy-MM-dd mm:ss",
            "yyyy-MM-dd HH:ss",
            "yyyy-MM-dd a",
            "HH:mm")) {
      assertThatThrownBy(() -> TimestampPattern.of(letters))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("HH, or hh and a")
          .hasMessageEndingWith("in the pattern " + letters);
    }
  }

  @Example
  void anHourOfWhichHalfOfTheDayIsNoTime() {
    TimestampPattern pattern = TimestampPattern.of("yyyy-MM-dd hh:mm[ a]");
    assertThat(pattern.parse("2020-08-28 03:52 PM")).isEqualTo(at("2020-08-28T15:52:00Z"));
    assertThat(pattern.parse("2020-08-28 03:52")).isNull();
  }

  @Example
  void aDateWithAnOffsetIsItsMidnightThere() {
    TimestampPattern offset = TimestampPattern.of("yyyy-MM-ddXXX");
    assertThat(offset.parse("2020-08-28+02:00")).isEqualTo(at("2020-08-27T22:00:00Z"));
    assertThat(offset.parse("2020-08-28Z")).isEqualTo(at("2020-08-28T00:00:00Z"));
    TimestampPattern zone = TimestampPattern.of("yyyy-MM-dd VV");
    assertThat(zone.parse("2020-08-28 Europe/Paris")).isEqualTo(at("2020-08-27T22:00:00Z"));
  }

  @Example
  void aTimeThatClocksSkipOrShowTwiceIsNone() {
    TimestampPattern zone = TimestampPattern.of("yyyy-MM-dd HH:mm[XXX] VV");
    assertThat(zone.parse("2024-03-31 02:30 Europe/Berlin")).isNull();
    assertThat(zone.parse("2024-10-27 02:30 Europe/Berlin")).isNull();
    assertThat(zone.parse("2024-10-27 02:30+01:00 Europe/Berlin"))
        .isEqualTo(at("2024-10-27T01:30:00Z"));
    assertThat(zone.parse("2024-10-27 03:30 Europe/Berlin")).isEqualTo(at("2024-10-27T02:30:00Z"));
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
