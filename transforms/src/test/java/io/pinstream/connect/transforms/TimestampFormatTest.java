// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TimestampFormatTest {
  private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  @Provide
  Arbitrary<Long> millis() {
    return Arbitraries.longs().between(FIRST, LAST);
  }

  @Property
  void isoTextIsInstantsOwn(@ForAll("millis") long millis) {
    assertThat(IsoTimestamp.format(millis)).isEqualTo(Instant.ofEpochMilli(millis).toString());
  }

  @Property
  void isoTextReadsBack(@ForAll("millis") long millis) {
    TimestampFormat iso = TimestampFormat.of("yyyy-MM-dd'T'HH:mm:ss[.S][X]");
    assertThat(iso.parse(IsoTimestamp.format(millis))).isEqualTo(millis);
  }

  @Provide
  Arbitrary<Long> millisOfOurEra() {
    return Arbitraries.longs().between(at("0001-01-01T00:00:00Z"), LAST);
  }

  @Property
  void agreesWithDateTimeFormatter(@ForAll("millisOfOurEra") long millis) {
    LocalDateTime time =
        LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.SECONDS);
    long expected = time.toInstant(ZoneOffset.UTC).toEpochMilli();
    for (String pattern :
        List.of("uuuu-MM-dd HH:mm:ss", "uuuu-MM-dd'T'HH:mm:ss", "MM/dd/uuuu, HH:mm:ss")) {
      String text = DateTimeFormatter.ofPattern(pattern).format(time);
      assertThat(new TimestampPattern(pattern).parse(text)).isEqualTo(expected);
      assertThat(new FormatterPattern(pattern).parse(text)).isEqualTo(expected);
    }
  }

  @Provide
  Arbitrary<String> timestampLike() {
    return Arbitraries.strings().withChars("0123456789-:T. Z+").ofMinLength(17).ofMaxLength(25);
  }

  @Property
  void neverThrows(@ForAll("timestampLike") String text) {
    TimestampFormat format = TimestampFormat.of("yyyy-MM-dd[ HH:mm:ss][.S][X]");
    assertThat(format.parse(text)).isBetween(Long.MIN_VALUE, LAST + 86_400_000L);
  }

  @Example
  void anOptionThatDoesntFitLeavesNothingBehind() {
    TimestampFormat format = TimestampFormat.of("yyyyMMdd[HHmm][ss]");
    assertThat(format.parse("2020010103")).isEqualTo(at("2020-01-01T00:00:03Z"));
    assertThat(format.parse("20200101")).isEqualTo(at("2020-01-01T00:00:00Z"));
    assertThat(format.parse("202001010304")).isEqualTo(at("2020-01-01T03:04:00Z"));
    assertThat(format.parse("2020010")).isEqualTo(TimestampFormat.NO_MATCH);
  }

  @Example
  void offsetsAreTakenOff() {
    TimestampFormat format = TimestampFormat.of("yyyy-MM-dd HH:mm X");
    assertThat(format.parse("2020-01-01 00:00 +05:30")).isEqualTo(at("2019-12-31T18:30:00Z"));
    assertThat(format.parse("2020-01-01 00:00 -05:30")).isEqualTo(at("2020-01-01T05:30:00Z"));
    assertThat(format.parse("2020-01-01 00:00 Z")).isEqualTo(at("2020-01-01T00:00:00Z"));
    assertThat(format.parse("2020-01-01 00:00 +19:00")).isEqualTo(TimestampFormat.NO_MATCH);
    assertThat(format.parse("2020-01-01 00:00 +05")).isEqualTo(TimestampFormat.NO_MATCH);
  }

  @Example
  void picksTheFastReaderForDigits() {
    assertThat(TimestampFormat.of("MM/dd/yyyy, HH:mm:ss.SSS")).isInstanceOf(TimestampPattern.class);
    assertThat(TimestampFormat.of("yyyy-MM-dd'Tag'")).isInstanceOf(TimestampPattern.class);
    assertThat(TimestampFormat.of("d MMM yyyy")).isInstanceOf(FormatterPattern.class);
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
