// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.page;

import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser that is installed on this machine, without a window. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
  private static final Path ON_MACOS =
      Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Path executable) {
    this.playwright = playwright;
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    // Its sandbox refuses root, which builds in containers run as; it opens nothing
                    // but the page under test.
                    .setChromiumSandbox(false));
  }

  /** Skips the tests where there is none. */
  static Chromium open() {
    Optional<Path> executable = find();
    if (executable.isEmpty()) {
      abort(
          "the page is not tested: there is no Chromium on the PATH. Install one (on Debian:"
              + " apt-get install chromium), or name one in the environment variable CHROMIUM");
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Chromium(playwright, executable.orElseThrow());
  }

  Browser browser() {
    return browser;
  }

  private static Optional<Path> find() {
    String named = System.getenv("CHROMIUM");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    List<Path> folders =
        Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).toList();
    return Stream.concat(
            NAMES.stream().flatMap(name -> folders.stream().map(folder -> folder.resolve(name))),
            Stream.of(ON_MACOS))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
