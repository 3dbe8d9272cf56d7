package io.usher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** The arrows of the design point one way, and names say what a thing is for. */
@AnalyzeClasses(packages = "io.usher", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchRule event = arrows("event");
  @ArchTest static final ArchRule settings = arrows("settings");
  @ArchTest static final ArchRule metric = arrows("metric");
  @ArchTest static final ArchRule store = arrows("store", "event", "settings");
  @ArchTest static final ArchRule files = arrows("files", "settings");
  @ArchTest static final ArchRule customer = arrows("customer", "files", "settings");
  @ArchTest static final ArchRule job = arrows("job", "store", "event", "settings");
  @ArchTest static final ArchRule outbox = arrows("outbox", "store", "event", "metric");
  @ArchTest static final ArchRule inbox = arrows("inbox", "outbox", "store", "event");
  @ArchTest static final ArchRule connector = arrows("connector", "outbox", "event");

  @ArchTest
  static final ArchRule scratch = arrows("scratch", "connector", "inbox", "outbox", "event");

  @ArchTest static final ArchRule check = arrows("check", "scratch", "customer", "settings");

  @ArchTest
  static final ArchRule trial =
      arrows(
          "trial", "check", "scratch", "routing", "outbox", "files", "store", "event", "settings");

  @ArchTest
  static final ArchRule routing = arrows("routing", "customer", "files", "store", "settings");

  @ArchTest
  static final ArchRule reload =
      arrows("reload", "routing", "customer", "files", "store", "settings");

  @ArchTest static final ArchRule sales = arrows("sales", "customer", "store", "event");
  @ArchTest static final ArchRule audit = arrows("audit", "store");

  @ArchTest
  static final ArchRule access = arrows("access", "audit", "customer", "store", "settings");

  @ArchTest
  static final ArchRule webhook =
      arrows("webhook", "customer", "store", "event", "settings", "metric");

  @ArchTest
  static final ArchRule health =
      arrows("health", "routing", "customer", "store", "event", "settings", "metric");

  @ArchTest
  static final ArchRule trace = arrows("trace", "webhook", "inbox", "outbox", "store", "event");

  @ArchTest
  static final ArchRule alarm =
      arrows("alarm", "health", "routing", "customer", "store", "event", "settings", "metric");

  @ArchTest
  static final ArchRule retention =
      arrows("retention", "webhook", "customer", "store", "event", "settings");

  @ArchTest
  static final ArchRule nothingKnowsWhoLooksAtIt =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.usher", in("api"), in("cli"), in("console"), in("hub"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(in("api"), in("cli"), in("console"), in("hub"));

  @ArchTest
  static final ArchRule featuresDontDependOnEachOtherInACircle =
      slices().matching("io.usher.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule namesHaveIntent =
      noClasses()
          .should()
          .haveNameMatching(".*(Service|Manager|Helper|Util|Utils|Impl)(\\$.*)?")
          .because("such a name fits every class; say what it does");

  @ArchTest
  static final ArchRule collaboratorsComeThroughTheConstructor =
      fields()
          .should()
          .notBeAnnotatedWith(Autowired.class)
          .andShould()
          .notBeAnnotatedWith(Value.class);

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses().that().resideOutsideOfPackage(in("cli")).should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule onlyTheStoreSpeaksSql =
      noClasses()
          .that()
          .resideOutsideOfPackage(in("store"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql", "javax.sql", "org.springframework.jdbc..", "org.sqlite..");

  /** The feature may use these of ours, itself, and whatever is not ours. */
  private static ArchRule arrows(String feature, String... allowed) {
    String[] ours =
        Stream.concat(Stream.of(feature), Arrays.stream(allowed))
            .map(ArchitectureTest::in)
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> others =
        JavaClass.Predicates.resideInAPackage("io.usher..")
            .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(ours)))
            .as("other features than " + Arrays.toString(allowed));
    return noClasses().that().resideInAPackage(in(feature)).should().dependOnClassesThat(others);
  }

  private static String in(String feature) {
    return "io.usher." + feature + "..";
  }
}
