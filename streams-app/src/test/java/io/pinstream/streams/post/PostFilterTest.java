// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.PostFixture;
import io.pinstream.streams.Rows;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostFilterTest {
  private static final Post POST =
      PostFixture.post(
          7,
          Rows.pin(7, "A \\\"Title\\\" \\\\n Ärger Große ΜΟΥΣΙΚΗ İstanbul 𞤀 😀"),
          Rows.geo(7, "Côte d'Ivoire"),
          Rows.user(7, 30));

  private static PostFilter filter(String country, String category, Integer year, String text) {
    return new PostFilter(
        Optional.ofNullable(country),
        Optional.ofNullable(category),
        Optional.ofNullable(year),
        Optional.ofNullable(text));
  }

  @Test
  void aPostIsAllOfWhatIsGiven() {
    assertThat(PostFilter.ALL.predicate()).accepts(POST);
    assertThat(filter("Côte d'Ivoire", "art", 2018, "title").predicate()).accepts(POST);
    assertThat(filter("Côte d'Ivoire", "art", 2018, "no such").predicate()).rejects(POST);
    assertThat(filter("Côte d'Ivoire", "art", 2019, null).predicate()).rejects(POST);
    assertThat(filter("Côte d'Ivoire", "travel", 2018, null).predicate()).rejects(POST);
    assertThat(filter("Côte", "art", 2018, null).predicate()).rejects(POST);
    assertThat(filter("null", null, null, null).predicate()).rejects(POST);
    assertThat(filter("half \ud83d", null, null, null).predicate()).rejects(POST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a \"title",
        "\\N",
        "ÄRGER",
        "GROSSE",
        "groẞe",
        "😀",
        "A,B",
        "some poster",
        "some one",
        "ART",
        "ΜΟΥΣ",
        "μους",
        "ISTANBUL",
        "𞤢"
      })
  void aTextIsFoundInAnyCaseAsItWasWrittenByWhoeverWroteIt(String text) {
    assertThat(filter(null, null, null, text).predicate()).accepts(POST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\\\\", "Côte", "/data/art", "image", "null", "a.jpg"})
  void whatIsNotInOneOfTheTextsIsNotFound(String text) {
    assertThat(filter(null, null, null, text).predicate()).rejects(POST);
  }

  @Test
  void aFilterIsParametersOfAUrl() {
    assertThat(PostFilter.ALL.query()).isEmpty();
    assertThat(filter("Côte d'Ivoire", "a&b", 2018, "x=\"1\"").query())
        .isEqualTo("&country=C%C3%B4te+d%27Ivoire&category=a%26b&year=2018&text=x%3D%221%22");
  }
}
