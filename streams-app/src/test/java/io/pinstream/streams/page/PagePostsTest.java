// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.pinstream.streams.run.RunningApp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Posts on the page: those that come, one as a card, those that are found, dead letters. */
class PagePostsTest extends PageFixture {
  @Test
  void findsPostsByTextAndMoreOfThem() throws Exception {
    Page page = openAt(DESK);
    page.locator("#newest input").fill("Poster");
    waitUntil(page, () -> page.locator("#newest .found li").count() == 20);
    page.locator("#newest .more").click();
    waitUntil(page, () -> page.locator("#newest .found li").count() == 40);
    page.locator("#newest input").fill("Poster 19");
    List<String> found = column("/api/posts?limit=20&text=Poster%2019", "ind");
    assertThat(found).hasSize(4);
    waitUntil(page, () -> page.locator("#newest .found .number").allInnerTexts().equals(found));
    assertThat(page.locator("#newest .said").innerText()).isEqualTo("4 posts");
    page.locator("#newest .found a").last().click();
    waitUntil(page, () -> page.locator("#card h2").innerText().equals("t" + found.get(3)));
    page.keyboard().press("Escape");
    page.locator("#newest input").fill("");
    page.locator("#newest .newest li").first().waitFor();
  }

  @Test
  void opensAPostAsACard() throws Exception {
    Page page = openAt(DESK);
    Locator first = page.locator("#newest li a").first();
    JsonNode post = json("/api/posts/" + page.locator("#newest .number").first().innerText());
    first.click();
    Locator card = page.locator("#card");
    waitUntil(page, () -> card.locator("dt").count() == post.size());
    assertThat(card.locator("dt").allInnerTexts())
        .isEqualTo(names(post).stream().map(name -> name.replace('_', ' ')).toList());
    assertThat(card.locator("h2").innerText()).isEqualTo(post.get("title").asText());
    Locator picture = card.locator("dd a");
    assertThat(picture.getAttribute("href")).isEqualTo(post.get("image_src").asText());
    assertThat(picture.getAttribute("rel")).contains("noreferrer");
    assertThat(page.locator("img").count()).isZero();
    page.keyboard().press("Escape");
    assertThat(card.isVisible()).isFalse();
    waitUntil(page, () -> page.url().equals(app.url() + "/"));
    page.navigate(app.url() + "#post-5");
    waitUntil(page, () -> card.locator("h2").innerText().equals("t5"));
  }

  @Test
  void aCardThatCanNotBeShownLeavesTheNextOneAlone() throws Exception {
    expectsTrouble = true;
    Page page = openAt(DESK);
    AtomicReference<Route> held = new AtomicReference<>();
    List<String> failed = new ArrayList<>();
    page.onRequestFailed(request -> failed.add(request.url()));
    page.route("**/api/posts/1", held::set);
    page.navigate(app.url() + "#post-1");
    waitUntil(page, () -> held.get() != null);
    page.navigate(app.url() + "#post-5");
    Locator card = page.locator("#card");
    waitUntil(page, () -> card.locator("h2").innerText().equals("t5"));
    held.get().abort();
    waitUntil(page, () -> !failed.isEmpty());
    page.evaluate("new Promise((resolve) => setTimeout(resolve))");
    assertThat(card.locator("dt").count()).isGreaterThan(1);
    page.navigate(app.url() + "#post--5");
    waitUntil(page, () -> card.locator("dd").innerText().startsWith("there is no post -5"));
  }

  @Test
  void followsChangesWithoutLosingFocusOrPlace() throws Exception {
    try (RunningApp moving = start("moving")) {
      send("moving", 1, "one", "Peru");
      send("moving", 2, HOSTILE, "Chad");
      cluster.flush();
      Page page = open(moving, DESK, ColorScheme.LIGHT);
      long opened = System.nanoTime();
      AtomicInteger lettersAsked = new AtomicInteger();
      page.onRequest(
          request -> lettersAsked.addAndGet(request.url().endsWith("/dead-letters") ? 1 : 0));
      waitUntil(page, () -> page.locator("#countries tbody tr").count() == 2);
      assertThat(page.locator("#newest .title").allInnerTexts())
          .containsExactlyInAnyOrder("one", HOSTILE);
      Locator country = page.locator("#countries tr[data-key=Peru] button");
      country.focus();
      // The panels that follow the clock are there a moment after the others.
      page.locator("#health[data-state=shown]").waitFor();
      waitUntil(page, () -> cells(page, "#quality .nulls").size() == 1);
      List<String> places = places(page);
      for (int ind = 3; ind < 40; ind++) {
        send("moving", ind, "t" + ind, ind % 2 == 0 ? "Peru" : "Fiji");
      }
      cluster.flush();
      waitUntil(page, () -> page.locator("#numbers .first dd").innerText().equals("39"));
      waitUntil(page, () -> page.locator("#newest li").count() == 8);
      waitUntil(page, () -> cells(page, "#countries .all table").size() == 3);
      assertThat(country.evaluate("button => button === document.activeElement")).isEqualTo(true);
      assertThat(places(page)).isEqualTo(places);
      cluster.send("moving.geo", "4", null);
      cluster.flush();
      waitUntil(page, () -> page.locator("#numbers .first dd").innerText().equals("38"));
      waitUntil(
          page,
          () -> cells(page, "#countries .all table").contains(List.of("Peru", "quotes", "9")));
      waitUntil(
          page,
          () ->
              page.locator("#health .instances")
                  .innerText()
                  .matches(
                      "(?s).*1 post waits, the oldest since \\d\\d:\\d\\d:\\d\\d UTC, for geo\\..*"));
      for (String letters : List.of("1", "2", "3")) {
        cluster.send("moving.pin", "x" + letters, "no row");
        cluster.flush();
        waitUntil(
            page, () -> page.locator("[data-number=dead_letters]").innerText().equals(letters));
      }
      assertThat(lettersAsked.get())
          .as("each time, connections to the brokers")
          .isLessThanOrEqualTo((int) (1 + (System.nanoTime() - opened) / 10_000_000_000L));
      page.locator("#pause").click();
      assertThat(page.locator("#state").innerText()).isEqualTo("Paused");
      page.locator("#pause").click();
      page.locator("#state:text-is('Live')").waitFor();
      page.close();
    }
  }

  @Test
  void showsDeadLettersAndWhyTheyAreNotSentBack() {
    Page page = openAt(DESK);
    page.locator("#letters[data-state=shown]").waitFor();
    assertThat(cells(page, "#letters table"))
        .hasSize(2)
        .extracting(row -> row.get(3).substring(0, row.get(3).indexOf(':')))
        .containsExactlyInAnyOrder("not-json", "bad-key");
    assertThat(page.locator("#letters .hint").innerText()).contains("http.token");
    assertThat(page.locator("#letters button").isVisible()).isFalse();
  }

  @Test
  void keepsIndexesThatNoNumberOfJavaScriptHolds() {
    Object read =
        openAt(DESK)
            .evaluate(
                """
                async () => {
                  const { parse } = await import("/parts/api.js");
                  return parse('[{"ind":9007199254740993,"n":1.5},{"ind":-9223372036854775808},{"ind":7}]').map(({ ind }) => ind);
                }
                """);
    assertThat(read).isEqualTo(List.of("9007199254740993", "-9223372036854775808", 7));
  }

  private static List<String> places(Page page) {
    return page.locator("section").all().stream()
        .map(section -> section.getAttribute("id") + " " + section.boundingBox().y)
        .toList();
  }
}
