// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.pinstream.streams.run.RunningApp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the page says of the app, whatever state that is in. */
class PageStateTest extends PageFixture {
  @Test
  void showsWhatTheApiSaysOfTheStreamAndItsQuality() throws Exception {
    Page page = openAt(DESK);
    assertThat(page.locator("#state").innerText()).isEqualTo("Live");
    assertThat(
            page.locator("#numbers dd:not([data-number=posts_per_second], .spark)").allInnerTexts())
        .containsExactly(format(POSTS), format(3 * POSTS + 2), "0", "2");
    assertThat(cells(page, "#quality .nulls"))
        .containsExactly(List.of("description", format(POSTS), "100%"));
    JsonNode letters = json("/api/quality").get("dead_letters");
    Map<String, String> shownLetters = new LinkedHashMap<>();
    cells(page, "#quality .letters").forEach(row -> shownLetters.put(row.get(0), row.get(2)));
    assertThat(shownLetters.keySet()).containsExactlyElementsOf(names(letters));
    shownLetters.forEach(
        (reason, count) -> assertThat(count).as(reason).isEqualTo(shown(letters, reason)));
    assertThat(shownLetters).containsEntry("bad-key", "1").containsEntry("not-json", "1");
    JsonNode recent = json("/api/live/categories").get("posts");
    assertThat(cells(page, "#recent table"))
        .isEqualTo(
            names(recent).stream()
                .map(category -> List.of(category, shown(recent, category)))
                .toList());
    List<String> newest = new ArrayList<>();
    json("/api/live/newest").forEach(post -> newest.add(shown(post, "ind")));
    assertThat(page.locator("#newest li .number").allInnerTexts()).isEqualTo(newest.subList(0, 8));
  }

  @Test
  void linksToEachCallOnceAndSaysSo() throws Exception {
    Page page = openAt(DESK);
    List<String> calls = new ArrayList<>();
    for (Locator link : page.locator(".panel header a, .panel h3 a").all()) {
      calls.add(link.getAttribute("href"));
      assertThat(json(link.getAttribute("href"))).isNotEmpty();
      assertThat(link.getAttribute("aria-label"))
          .startsWithIgnoringCase(link.innerText().replace("As JSON", ""))
          .endsWith(" as JSON");
    }
    assertThat(calls).hasSizeGreaterThan(10).doesNotHaveDuplicates();
  }

  @Test
  void saysWhyThereIsNothingToSee() throws Exception {
    expectsTrouble = true;
    try (RunningApp waiting =
        new RunningApp(cluster.servers(), "waiting", folder.resolve("waiting"))) {
      Page page = open(waiting, PHONE, ColorScheme.LIGHT);
      page.locator("#state:has-text('waiting.pin')").waitFor();
      assertThat(page.locator("#countries > .note").innerText())
          .isEqualTo("the streams have not started; see /readyz");
      assertThat(page.locator("#newest > .note").innerText()).startsWith("No post yet");
      for (String input : List.of("waiting.pin", "waiting.geo", "waiting.user")) {
        cluster.create(input, 1);
      }
      page.locator("#state:text-is('Live')").waitFor();
      waitUntil(
          page,
          () ->
              page.locator("#countries > .note")
                  .innerText()
                  .equals("No post has named a country yet."));
    }
  }

  @Test
  void showsAllButTheMapWhereItsShapesCanNotBeHad() {
    expectsTrouble = true;
    Page page = newPage(DESK, ColorScheme.LIGHT);
    page.route("**/world.json", Route::abort);
    page.navigate(app.url());
    page.locator("#state:text-is('Live')").waitFor();
    waitUntil(page, () -> cells(page, "#countries .all table").size() == COUNTRIES.size());
    page.locator("#years[data-state=shown]").waitFor();
  }

  @Test
  void asksForNothingMoreOnceItIsPaused() {
    Page page = newPage(DESK, ColorScheme.LIGHT);
    page.route(
        "**/api/events",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/event-stream")
                    .setBody("event: answers\ndata: {}\n\n")));
    page.clock().install();
    page.clock().pauseAt(System.currentTimeMillis() + 60_000);
    page.navigate(app.url());
    // The change came while the questions were asked, and is to be asked for when the clock goes
    // on.
    page.locator("#years[data-state=shown]").waitFor();
    page.locator("#pause").click();
    page.waitForLoadState(LoadState.NETWORKIDLE);
    calls.removeIf(call -> call.startsWith("/api/questions"));
    page.clock().runFor(60_000);
    page.waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(calls).noneMatch(call -> call.startsWith("/api/questions"));
  }

  @Test
  void asksForNothingBeforeSomebodySeesIt() {
    Page page = newPage(DESK, ColorScheme.LIGHT);
    page.addInitScript(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
    page.navigate(app.url() + "#post-1");
    page.waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(calls)
        .contains("/main.js", "/panels/card.js")
        .noneMatch(call -> call.startsWith("/api/"));
    page.evaluate(
        "() => delete document.hidden && document.dispatchEvent(new Event('visibilitychange'))");
    page.locator("#state:text-is('Live')").waitFor();
    page.locator("#card dd").first().waitFor();
  }

  @Test
  void movesNoPostsOnceItIsPaused() {
    Page page = openAt(DESK);
    page.locator("#pause").click();
    page.waitForLoadState(LoadState.NETWORKIDLE);
    calls.remove("/api/live/newest");
    page.locator("#newest ol.newest").hover();
    page.locator("h1").hover();
    // Behind whatever the page asks for when the pointer leaves.
    page.evaluate("() => fetch('/healthz').then((answer) => answer.status)");
    assertThat(calls).contains("/healthz").doesNotContain("/api/live/newest");
  }

  @Test
  void asksAgainForWhatWasNotAnsweredAndForNothingElse() {
    expectsTrouble = true;
    Page page = newPage(DESK, ColorScheme.LIGHT);
    List<String> asked = new ArrayList<>();
    page.route(
        "**/api/questions/*",
        route -> {
          String question = route.request().url().replaceFirst(".*/", "");
          asked.add(question);
          if (question.equals("3") && Collections.frequency(asked, "3") < 4) {
            route.abort();
          } else {
            route.resume();
          }
        });
    page.navigate(app.url());
    page.locator("#posters[data-state=shown]").waitFor();
    page.unroute("**/api/questions/*");
    String turns = String.join("", asked);
    assertThat(turns).contains("6");
    // Something may change meanwhile, and then all are asked for.
    assertThat(turns).as("once it was asked for alone").containsPattern("3[^6]*3");
  }

  @Test
  void saysThatTheAppIsGone() throws Exception {
    expectsTrouble = true;
    Page page;
    try (RunningApp leaving = start("leaving")) {
      page = open(leaving, DESK, ColorScheme.LIGHT);
    }
    page.locator("#state:has-text('does not answer')").waitFor();
  }

  @Test
  void saysThatTheAppIsSilentAndGoesOnWhenItSpeaksAgain() throws Exception {
    expectsTrouble = true;
    try (SilentLine line = new SilentLine(app.url())) {
      Page page = newPage(DESK, ColorScheme.LIGHT);
      page.navigate(line.url());
      page.locator("#state:text-is('Live')").waitFor();
      line.setSilent(true);
      page.locator("#state:has-text('does not answer')").waitFor();
      line.setSilent(false);
      page.locator("#state:text-is('Live')").waitFor();
    }
  }

  @Test
  void showsAPartitionOfTwoInstancesTwiceAndOnceWhenOneOfThemIsGone() {
    Object shown =
        openAt(DESK)
            .evaluate(
                """
                async () => {
                  const { showHealth } = await import("/panels/health.js");
                  const section = document.createElement("section");
                  section.innerHTML = '<ul class="instances"></ul><table></table>';
                  const rows = () => [...section.querySelectorAll("tr[data-key]")].map((row) => row.textContent);
                  const health = (instance, pin) => ({
                    instance,
                    state: "RUNNING",
                    latency: { posts: 0 },
                    partitions: [{ partition: 3, work: "join", lag: { pin, geo: 1 }, newest_row: null }],
                  });
                  showHealth(section, [health("a", 1), health("b", null)], []);
                  const both = rows();
                  const waits = { posts: 2, missing: { pin: 0, geo: 2 }, oldest: [{ since: null }, { since: "2026-01-01T00:00:00Z" }] };
                  showHealth(section, [health("b", 5)], [waits, { problem: "away" }]);
                  return [both, rows(), section.querySelector("li:last-child").textContent];
                }
                """);
    assertThat(shown)
        .isEqualTo(
            List.of(
                List.of("3a2none yet", "3bnone yet"),
                List.of("3b6none yet"),
                "2 posts wait, the oldest since 2026-01-01 00:00:00 UTC, for geo."));
  }
}
