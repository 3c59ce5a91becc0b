// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpdxLicencesTest {
  private static final Path TEXTS = Path.of("../licences");

  /** What the texts that the build gives to jars are, whose files begin with it but for two. */
  @ParameterizedTest
  @CsvSource({
    "Apache-2.0, Apache-2.0",
    "BSD-2-Clause-lz4, BSD-2-Clause",
    "BSD-2-Clause-zstd-jni, BSD-2-Clause",
    "BSD-3-Clause-leveldb, BSD-3-Clause",
    "BSD-3-Clause-protobuf, BSD-3-Clause",
    "BSD-3-Clause-snappy, BSD-3-Clause",
    "BSD-3-Clause-zstd, BSD-3-Clause",
    "EDL-1.0, BSD-3-Clause",
    "EPL-2.0, EPL-2.0",
    "LGPL-2.1, LGPL-2.1-only",
    "MIT-0, MIT-0",
    "MIT-bitshuffle, MIT",
    "Zlib, Zlib"
  })
  void aTextIsTold(String file, String licence) throws IOException {
    assertThat(SpdxLicences.of(List.of(Files.readAllBytes(TEXTS.resolve(file + ".txt")))))
        .containsExactly(licence);
  }

  /** It begins and ends as BSD's do. */
  @Test
  void theTextOfBzip2IsToldBesideThatOfBsd() throws IOException {
    assertThat(SpdxLicences.of(List.of(Files.readAllBytes(TEXTS.resolve("bzip2-1.0.6.txt")))))
        .containsExactly("BSD-3-Clause", "bzip2-1.0.6");
  }

  @Test
  void oneTextMayHoldSeveral() throws IOException {
    var text =
        Files.readString(TEXTS.resolve("BSD-2-Clause-lz4.txt"))
            + Files.readString(TEXTS.resolve("MIT-0.txt"))
            + Files.readString(TEXTS.resolve("BSD-3-Clause-snappy.txt"));
    assertThat(SpdxLicences.of(List.of(text.getBytes(StandardCharsets.UTF_8))))
        .containsExactly("BSD-2-Clause", "BSD-3-Clause", "MIT-0");
  }
}
