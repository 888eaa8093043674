package dev.sluice.processor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

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

    /** What anybody may import, and what imports nothing of ours but the contract. */
    private static final List<String> LEAVES =
            List.of("config", "openai", "tokens", "limit", "metrics");

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

    @Test
    void leavesImportNothingOfOurs() {
        for (String leaf : LEAVES) {
            classes()
                    .that()
                    .resideInAPackage(in(leaf))
                    .should()
                    .onlyDependOnClassesThat(not(inProject()).or(resideInAPackage(in(leaf))))
                    .check(OURS);
        }
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
    void theClientSupplierKnowsOnlyConfiguration() {
        classes()
                .that()
                .resideInAPackage(in("flow"))
                .should()
                .onlyDependOnClassesThat(
                        not(inProject()).or(resideInAnyPackage(in("flow"), in("config"))))
                .check(OURS);
    }

    @Test
    void theControlOfLimitsKnowsOnlyConfiguration() {
        classes()
                .that()
                .resideInAPackage(in("control"))
                .should()
                .onlyDependOnClassesThat(
                        not(inProject()).or(resideInAnyPackage(in("control"), in("config"))))
                .check(OURS);
    }

    @Test
    void sharingKnowsOnlyLimitsAndConfiguration() {
        classes()
                .that()
                .resideInAPackage(in("share"))
                .should()
                .onlyDependOnClassesThat(
                        not(inProject())
                                .or(resideInAnyPackage(in("share"), in("limit"), in("config"))))
                .check(OURS);
    }

    @Test
    void whatOperatorsSeeIsHandedIn() {
        classes()
                .that()
                .resideInAPackage(in("admin"))
                .should()
                .onlyDependOnClassesThat(
                        not(inProject())
                                .or(resideInAnyPackage(in("admin"), in("config"), in("metrics"))))
                .check(OURS);
    }

    @Test
    void routesKnowOnlyConfigurationAndTheContract() {
        classes()
                .that()
                .resideInAPackage(in("route"))
                .should()
                .onlyDependOnClassesThat(
                        not(inProject()).or(resideInAnyPackage(in("route"), in("config"))))
                .check(OURS);
    }

    @Test
    void pricesKnowOnlyConfigurationAndTheContract() {
        classes()
                .that()
                .resideInAPackage(in("price"))
                .should()
                .onlyDependOnClassesThat(
                        not(inProject()).or(resideInAnyPackage(in("price"), in("config"))))
                .check(OURS);
    }

    @Test
    void outcomesKnowOnlyTheContractAndWhatTheyAddToUsage() {
        classes()
                .that()
                .resideInAPackage(in("outcome"))
                .should()
                .onlyDependOnClassesThat(
                        not(inProject()).or(resideInAnyPackage(in("outcome"), in("usage"))))
                .check(OURS);
    }

    @Test
    void theLedgerKnowsOnlyConfigurationAndUsage() {
        classes()
                .that()
                .resideInAPackage(in("ledger"))
                .should()
                .onlyDependOnClassesThat(
                        not(inProject())
                                .or(resideInAnyPackage(in("ledger"), in("usage"), in("config"))))
                .check(OURS);
    }

    @Test
    void usageKnowsOnlyConfigurationAndTheContract() {
        classes()
                .that()
                .resideInAPackage(in("usage"))
                .should()
                .onlyDependOnClassesThat(
                        not(inProject()).or(resideInAnyPackage(in("usage"), in("config"))))
                .check(OURS);
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

    /** A rule about a package that was renamed would hold of nothing. */
    @Test
    void thePackagesThatTheRulesNameExist() {
        Set<String> packages =
                OURS.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        for (String name : ARROW) {
            assertThat(packages).contains(ROOT + "." + name);
        }
        for (String name : LEAVES) {
            assertThat(packages).contains(ROOT + "." + name);
        }
        assertThat(packages)
                .contains(
                        ROOT + ".admin",
                        ROOT + ".control",
                        ROOT + ".flow",
                        ROOT + ".price",
                        ROOT + ".route",
                        ROOT + ".share");
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
