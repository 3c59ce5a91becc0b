// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Who knows whom, as the README says it. */
class PackagesTest {
  private static final String ROOT = "io.pinstream.streams";

  private final JavaClasses app =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

  @Test
  void noPackageKnowsOneThatKnowsIt() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(app);
  }

  @Test
  void aPostKnowsNothingOfKafka() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".post")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..")
        .orShould()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are in other packages of the app",
                each ->
                    each.getPackageName().startsWith(ROOT)
                        && !each.getPackageName().equals(ROOT + ".post")))
        .check(app);
  }

  @Test
  void theJoinAndTheAnswersKnowNothingOfHttp() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".post", ROOT + ".join", ROOT + ".answers")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".http..", ROOT + ".instances..", ROOT + ".run..", "io.javalin..")
        .check(app);
  }
}
