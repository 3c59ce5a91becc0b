// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The eight answers on the page, their parts and their history. */
class PageQuestionsTest extends PageFixture {
  @Test
  void showsWhatTheApiAnswersToEachQuestion() throws Exception {
    Page page = openAt(DESK);
    assertThat(cells(page, "#countries .all table"))
        .containsExactlyInAnyOrderElementsOf(categoriesByCountry());
    assertThat(cells(page, "#years table")).isEqualTo(countsByCategoryAndYear(""));
    assertThat(page.locator("#years td.lead").allInnerTexts())
        .containsExactlyInAnyOrderElementsOf(column("/api/questions/2/leaders", "category_count"));
    assertThat(cells(page, "#posters table"))
        .containsExactlyInAnyOrderElementsOf(
            rows("/api/questions/3", "poster_name", "country", "follower_count"));
    JsonNode best = json("/api/questions/3/leaders").get(0);
    assertThat(page.locator("#posters .leaders li").first().innerText())
        .isEqualTo(
            String.join(
                "\n",
                shown(best, "country"),
                shown(best, "poster_name"),
                shown(best, "follower_count")));
    assertColumns(page, "#ages table", 3, 4, "/api/questions/5", "median_follower_count");
    assertColumns(page, "#joined table", 1, 2, "/api/questions/6", "number_users_joined");
    assertColumns(page, "#joined table", 2, 3, "/api/questions/7", "median_follower_count");
    assertColumns(page, "#joined table", 3, 7, "/api/questions/8", "median_follower_count");
    Set<String> mostByAge = new LinkedHashSet<>();
    json("/api/questions/4")
        .forEach(
            row -> mostByAge.add(shown(row, "age_group") + " " + shown(row, "category_count")));
    assertThat(cells(page, "#ages table").stream().map(row -> row.get(0) + " " + row.get(2)))
        .containsExactlyInAnyOrderElementsOf(mostByAge);
  }

  @Test
  void opensACountryToItsCategoriesAndACategoryToItsCountries() throws Exception {
    Page page = openAt(DESK);
    page.locator("#countries tr[data-key=\"Cote d'Ivoire\"] button").click();
    assertBreakdown(page, "/api/countries/Cote%20d'Ivoire", "category");
    page.locator("#breakdown tr[data-key='my & own'] button").click();
    assertBreakdown(page, "/api/categories/my%20%26%20own", "country");
    assertThat(page.locator(".legend [aria-pressed=true]").allInnerTexts())
        .containsExactly("my & own");
    page.locator("#breakdown .back").click();
    assertThat(page.locator("#breakdown").isVisible()).isFalse();
    assertThat(page.locator(".legend [aria-pressed=true]").count()).isZero();
    page.locator("#countries .country[data-categories]").first().dispatchEvent("click");
    assertThat(COUNTRIES).contains(page.locator("#breakdown h3").innerText());
  }

  @Test
  void showsNoPartsOfWhatIsNotOpenAnyMore() throws Exception {
    Page page = openAt(DESK);
    Map<String, Route> held = new LinkedHashMap<>();
    page.route("**/api/countries/*", route -> held.put(route.request().url(), route));
    String open = "async (name) => (await import('/parts/opened.js')).open('country', name)";
    page.evaluate(open, "Albania");
    waitUntil(page, () -> held.containsKey(app.url() + "/api/countries/Albania"));
    page.evaluate(open, WITHOUT_SHAPE);
    held.remove(app.url() + "/api/countries/Albania").resume();
    waitUntil(page, () -> !held.isEmpty());
    assertThat(page.locator("#breakdown h3").innerText()).isEqualTo(WITHOUT_SHAPE);
    assertThat(cells(page, "#breakdown table")).isEmpty();
    page.unroute("**/api/countries/*");
    held.values().forEach(Route::resume);
    waitUntil(page, () -> !cells(page, "#breakdown table").isEmpty());
    assertThat(page.locator("#breakdown .sum").innerText()).endsWith(" posts that name a category");
  }

  private static void assertBreakdown(Page page, String path, String part) throws Exception {
    List<List<String>> parts = rows(path, part, "posts");
    assertThat(parts).hasSizeGreaterThan(1);
    waitUntil(page, () -> cells(page, "#breakdown table").equals(parts));
    assertThat(page.locator("#breakdown .json").getAttribute("href")).isEqualTo(path);
  }

  @Test
  void restrictsTheQuestionsToWhatTheAddressSays() throws Exception {
    Page page = openAt(DESK);
    List<List<String>> all = cells(page, "#years table");
    page.locator("#choice [name=country]").selectOption("Albania");
    page.locator("#choice [name=year]").selectOption("2019");
    String query = "?country=Albania&year=2019";
    waitUntil(page, () -> page.url().equals(app.url() + "/" + query));
    List<List<String>> chosen = countsByCategoryAndYear(query);
    assertThat(chosen).isNotEmpty().isNotEqualTo(all);
    waitUntil(page, () -> cells(page, "#years table").equals(chosen));
    Page linked = newPage(DESK, ColorScheme.LIGHT);
    linked.navigate(page.url());
    waitUntil(linked, () -> cells(linked, "#years table").equals(chosen));
    assertThat(linked.locator("#years h2").innerText()).isEqualTo("The years Albania, 2019");
    assertThat(linked.locator("#years header a").getAttribute("href"))
        .isEqualTo("/api/questions/2" + query);
    linked.locator("#choice button").click();
    waitUntil(linked, () -> cells(linked, "#years table").equals(all));
    waitUntil(linked, () -> linked.url().equals(app.url() + "/"));
    linked.goBack();
    waitUntil(linked, () -> cells(linked, "#years table").equals(chosen));
    linked.navigate(app.url() + "/?year=1999");
    waitUntil(linked, () -> linked.locator("#ages > .note").innerText().startsWith("No post fits"));
  }

  @Test
  void drawsHowItWentAndWhoLed() throws Exception {
    // A minute's point is written when the minute begins, perhaps with few posts, and again later.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> newestPoint().get("joined").asInt() == POSTS);
    Page page = openAt(DESK);
    JsonNode last = newestPoint();
    assertThat(page.locator("#history g.x text").allTextContents()).doesNotHaveDuplicates();
    assertThat(page.locator("#history g.lines text").allTextContents())
        .containsExactlyInAnyOrderElementsOf(names(last.get("posts")));
    List<String> leaders = new ArrayList<>();
    for (JsonNode leader : last.get("leaders")) {
      JsonNode row = leader.get("row");
      List<String> values = new ArrayList<>();
      row.forEach(value -> values.add(value.asText()));
      String number = names(row).get(values.size() - 1);
      leaders.add(
          String.join(" · ", values.subList(0, values.size() - 1)) + " " + shown(row, number));
    }
    assertThat(leaders).hasSize(8);
    assertThat(page.locator("#history .now").allInnerTexts()).isEqualTo(leaders);
    page.locator("#history svg").hover();
    assertThat(page.locator("#history .tip strong").innerText()).isIn(CATEGORIES);
    page.waitForResponse(
        response -> response.url().contains("/api/history?step=day"),
        () -> page.locator("#history label").last().click());
    waitUntil(page, () -> page.locator("#history .json").getAttribute("href").contains("step=day"));
  }

  private static JsonNode newestPoint() throws Exception {
    JsonNode points = json("/api/history?step=minute");
    return points.get(points.size() - 1);
  }

  @Test
  void coloursCountriesOnTheMapAndListsThoseWithoutAShape() throws Exception {
    Page page = openAt(DESK);
    assertThat(page.locator("#countries .country[data-categories]").count())
        .isEqualTo(COUNTRIES.size() - 1);
    assertThat(page.locator("#countries .off-map").innerText())
        .startsWith("Not on the map: " + WITHOUT_SHAPE);
    page.locator("#countries tr[data-key=Albania] button").focus();
    assertThat(page.locator("#countries .tip").innerText()).startsWith("Albania");
    assertThat(page.locator("#countries .country.at").count()).isOne();
    page.locator("#countries input").fill("ivoire");
    assertThat(cells(page, "#countries .all table"))
        .extracting(row -> row.get(0))
        .containsExactly("Cote d'Ivoire");

    Object missing =
        page.evaluate(
            """
            async (names) => {
              const { shapeFinder } = await import("/parts/shapes.js");
              const find = shapeFinder((await (await fetch("/world.json")).json()).features);
              const shapes = names.map((name) => [name, find(name)]);
              const twice = shapes.filter(([, shape], i) => shape && shapes.findIndex((each) => each[1] === shape) !== i);
              return [...shapes.filter(([, shape]) => !shape), ...twice].map(([name]) => name);
            }
            """,
            Files.readAllLines(DEMO_COUNTRIES));
    assertThat(missing).isEqualTo(List.of(WITHOUT_SHAPE));
  }

  /** That some of a table's columns hold what a column of an answer does. */
  private static void assertColumns(
      Page page, String table, int from, int to, String path, String column) throws Exception {
    assertThat(cells(page, table).stream().flatMap(row -> row.subList(from, to).stream()))
        .filteredOn(shown -> !shown.isEmpty())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(column(path, column));
  }

  private static List<List<String>> categoriesByCountry() throws Exception {
    Map<String, List<String>> tied = new TreeMap<>();
    Map<String, String> counts = new TreeMap<>();
    for (JsonNode row : json("/api/questions/1")) {
      String country = shown(row, "country");
      tied.computeIfAbsent(country, any -> new ArrayList<>()).add(shown(row, "category"));
      counts.put(country, shown(row, "category_count"));
    }
    return tied.entrySet().stream()
        .map(
            country ->
                List.of(
                    country.getKey(),
                    String.join(" ", country.getValue()),
                    counts.get(country.getKey())))
        .toList();
  }

  private static List<List<String>> countsByCategoryAndYear(String query) throws Exception {
    Map<String, Map<String, String>> counts = new TreeMap<>();
    Set<String> years = new TreeSet<>();
    for (JsonNode row : json("/api/questions/2" + query)) {
      years.add(row.get("post_year").asText());
      counts
          .computeIfAbsent(shown(row, "category"), any -> new TreeMap<>())
          .put(row.get("post_year").asText(), shown(row, "category_count"));
    }
    List<List<String>> rows = new ArrayList<>();
    counts.forEach(
        (category, byYear) -> {
          List<String> row = new ArrayList<>(List.of(category));
          years.forEach(year -> row.add(byYear.getOrDefault(year, "")));
          rows.add(row);
        });
    return rows;
  }
}
