// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for whoever looks at it, at any width, by keyboard, with a reader. */
class PageAccessTest extends PageFixture {
  @ParameterizedTest
  @ValueSource(ints = {320, PHONE, 768, DESK})
  void neverScrollsSideways(int width) throws Exception {
    Page page = openAt(width);
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({"1440, LIGHT", "1440, DARK", "390, LIGHT", "390, DARK"})
  void isAccessible(int width, ColorScheme scheme) throws Exception {
    Page page = open(app, width, scheme);
    page.locator("#countries tr[data-key=Albania] button").click();
    waitUntil(page, () -> !cells(page, "#breakdown table").isEmpty());
    assertAccessible(page, "html", scheme);
    page.locator("#newest li a").first().click();
    page.locator("#card dd").first().waitFor();
    assertAccessible(page, "#card", scheme);
  }

  private static void assertAccessible(Page page, String part, ColorScheme scheme) {
    // What is right is thousands of nodes, and putting them into words takes longer than looking.
    AxeRunOptions options = new AxeRunOptions();
    options.setResultTypes(List.of("violations"));
    AxeBuilder axe = new AxeBuilder(page).include(part).options(options);
    if (scheme == ColorScheme.DARK) {
      // Nothing but the colours is another page than by day.
      axe.withRules(List.of("color-contrast"));
    }
    assertThat(axe.analyze().getViolations())
        .extracting(rule -> rule.getId() + " " + rule.getNodes())
        .isEmpty();
  }

  @Test
  void isDarkWhereTheSchemeIs() throws Exception {
    assertThat(groundOf(open(app, DESK, ColorScheme.LIGHT))).isEqualTo("rgb(247, 245, 242)");
    assertThat(groundOf(open(app, DESK, ColorScheme.DARK))).isEqualTo("rgb(20, 19, 18)");
  }

  @Test
  void leavesOutMotionWhereItIsUnwanted() throws Exception {
    Page page = openAt(DESK);
    String seconds = "getComputedStyle(document.querySelector('.country')).transitionDuration";
    assertThat(page.evaluate(seconds)).isEqualTo("0.25s");
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    assertThat(page.evaluate(seconds)).isEqualTo("0s");
  }

  @Test
  void isReachedByKeyboardAlone() throws Exception {
    Page page = openAt(DESK);
    // Nothing comes or goes while it is walked through.
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.locator("#state").innerText()).isEqualTo("Paused");
    page.waitForLoadState(LoadState.NETWORKIDLE);
    List<?> all =
        (List<?>)
            page.evaluate(
                "[...document.querySelectorAll('a[href], button, input, select, [tabindex=\"0\"]')]"
                    + ".filter(each => each.checkVisibility() && (each.type !== 'radio' || each.checked))"
                    + ".map((each, i) => each.dataset.i = String(i))");
    Set<String> reached = new LinkedHashSet<>();
    for (String stop = focused(page); !stop.isEmpty() && reached.add(stop); stop = focused(page)) {
      assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
          .as("the outline of link, button or field %s", stop)
          .isEqualTo("solid");
      if (page.evaluate("document.activeElement.closest('table, .legend') !== null").equals(true)) {
        walkThroughTable(page, reached);
      }
      page.keyboard().press("Tab");
    }
    assertThat(reached).containsAll(all.stream().map(String::valueOf).toList());
  }

  private static void walkThroughTable(Page page, Set<String> reached) {
    page.keyboard().press("Home");
    reached.add(focused(page));
    page.keyboard().press("ArrowRight");
    while (reached.add(focused(page))) {
      page.keyboard().press("ArrowRight");
    }
    String last = focused(page);
    page.keyboard().press("ArrowUp");
    page.keyboard().press("End");
    assertThat(focused(page)).isEqualTo(last);
  }

  /** The number of the link, button or field that has the focus, or nothing. */
  private static String focused(Page page) {
    return (String) page.evaluate("document.activeElement.dataset.i ?? ''");
  }

  private static String groundOf(Page page) {
    return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
  }
}
