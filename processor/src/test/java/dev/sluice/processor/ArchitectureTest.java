package dev.sluice.processor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import dev.sluice.processor.openai.Json;
import dev.sluice.processor.openai.JsonCursor;
import dev.sluice.processor.openai.JsonExtras;
import dev.sluice.processor.openai.UsageReader;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Data moves one way, and the imports show it. */
class ArchitectureTest {
    private static final String ROOT = "dev.sluice.processor";

    /** The stages in the order of the flow. A stage may import those behind it, and none before it. */
    private static final List<String> ARROW =
            List.of(
                    "admission",
                    "duplicate",
                    "pending",
                    "schedule",
                    "dispatch",
                    "outcome",
                    "usage");

    /** What a package may import of ours beside itself. Anybody may import those of which that is nothing. */
    private static final Map<String, List<String>> IMPORTS =
            Map.ofEntries(
                    entry("config", List.of()),
                    entry("openai", List.of()),
                    entry("tokens", List.of()),
                    entry("limit", List.of()),
                    entry("metrics", List.of()),
                    entry("logs", List.of("config")),
                    entry("flow", List.of("config")),
                    entry("control", List.of("config")),
                    entry("route", List.of("config")),
                    entry("price", List.of("config")),
                    entry("usage", List.of("config")),
                    entry("outcome", List.of("usage")),
                    entry("ledger", List.of("usage", "config")),
                    entry("share", List.of("limit", "config")),
                    entry("admin", List.of("config", "metrics")));

    private static final DescribedPredicate<JavaClass> GENERATED =
            assignableTo(SpecificRecord.class)
                    .or(
                            DescribedPredicate.describe(
                                    "nested in a generated record",
                                    type ->
                                            type.getEnclosingClass()
                                                    .map(
                                                            outer ->
                                                                    outer.isAssignableTo(
                                                                            SpecificRecord.class))
                                                    .orElse(false)));

    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT)
                    .that(not(GENERATED));

    @Test
    void stagesImportOnlyDownstream() {
        Architectures.LayeredArchitecture layers =
                Architectures.layeredArchitecture()
                        .consideringOnlyDependenciesInLayers()
                        .ensureAllClassesAreContainedInArchitectureIgnoring(
                                GENERATED.or(notAStage()));
        for (String stage : ARROW) {
            layers = layers.layer(stage).definedBy(in(stage));
        }
        for (int i = 0; i < ARROW.size(); i++) {
            String[] upstream = ARROW.subList(0, i).toArray(String[]::new);
            layers =
                    upstream.length == 0
                            ? layers.whereLayer(ARROW.get(i)).mayNotBeAccessedByAnyLayer()
                            : layers.whereLayer(ARROW.get(i)).mayOnlyBeAccessedByLayers(upstream);
        }
        layers.check(OURS);
    }

    @TestFactory
    Stream<DynamicTest> packagesImportOnlyWhatTheyMay() {
        return IMPORTS.entrySet().stream()
                .map(
                        rule ->
                                dynamicTest(
                                        rule.getKey() + " imports of ours only " + rule.getValue(),
                                        () -> importsOnly(rule.getKey(), rule.getValue())));
    }

    private static void importsOnly(String name, List<String> others) {
        String[] allowed =
                Stream.concat(Stream.of(name), others.stream())
                        .map(ArchitectureTest::in)
                        .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(in(name))
                .should()
                .onlyDependOnClassesThat(not(inProject()).or(resideInAnyPackage(allowed)))
                .check(OURS);
    }

    /** They are public for the sake of the package below theirs alone. */
    @Test
    void jsonToolsStayInTheirPackages() {
        for (Class<?> tool :
                List.of(Json.class, JsonCursor.class, JsonExtras.class, UsageReader.class)) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(in("openai"))
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(tool)
                    .check(OURS);
        }
    }

    @Test
    void nobodyImportsTheCompositionRoot() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, in("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(OURS);
    }

    @Test
    void vertxStaysWhereItBelongs() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, in("dispatch"), in("schedule"), in("admin"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .check(OURS);
        classes()
                .that()
                .resideInAPackage(in("schedule"))
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage("io.vertx.."))
                                .or(assignableTo(Context.class))
                                .or(assignableTo(Vertx.class))
                                // What a timer calls back on.
                                .or(assignableTo(io.vertx.core.Handler.class)))
                .check(OURS);
    }

    @Test
    void noCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void onlyTheCommandLineTalksToTheTerminalAndEndsTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, in("cli"))
                .should(ACCESS_STANDARD_STREAMS)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(OURS);
    }

    /** A rule about a package that was renamed would hold of nothing, and a new one could import anything. */
    @Test
    void eachPackageHasARule() {
        List<String> packages =
                Stream.of(ARROW.stream(), IMPORTS.keySet().stream(), Stream.of("cli"))
                        .flatMap(names -> names)
                        .distinct()
                        .map(ArchitectureTest::in)
                        .toList();
        assertThat(packages)
                .allSatisfy(name -> assertThat(OURS.that(resideInAPackage(name))).isNotEmpty());
        assertThat(
                        OURS.that(
                                not(resideInAnyPackage(packages.toArray(String[]::new)))
                                        .and(not(resideInAPackage(ROOT)))))
                .isEmpty();
    }

    private static DescribedPredicate<JavaClass> inProject() {
        return resideInAPackage(ROOT + "..");
    }

    private static DescribedPredicate<JavaClass> notAStage() {
        return not(
                resideInAnyPackage(
                        ARROW.stream().map(ArchitectureTest::in).toArray(String[]::new)));
    }

    private static String in(String name) {
        return ROOT + "." + name + "..";
    }
}
