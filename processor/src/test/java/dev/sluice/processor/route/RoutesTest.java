package dev.sluice.processor.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.v1.ChatRequest;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final String THREE =
            """
            a: {base-url: 'http://a', models: [exact, 'pat-*'], weight: 3, ranges: {temperature: 0..1}}
            b: {base-url: 'http://b', models: [exact, only-b], aliases: {quick: slow}, order: 2}
            c: {base-url: 'http://c', models: ['*act', 'pat-1'], aliases: {only-b: other}, profile: gcore}
            """;

    private final Routes routes = routes(THREE);

    @Test
    void exactNamesInTheOrderOfTheirTiers() {
        assertThat(routes.find("exact", null))
                .isEqualTo(
                        new Routing.Route(
                                List.of(
                                        new Tier(1, List.of(new Target("a", "exact", 3))),
                                        new Tier(2, List.of(new Target("b", "exact", 1))))));
    }

    @Test
    void aPatternCountsOnlyWhereNobodyHasTheName() {
        assertThat(targets(routes.find("pat-1", null)))
                .containsExactly(new Target("c", "pat-1", 1));
        assertThat(targets(routes.find("pat-2", null)))
                .containsExactly(new Target("a", "pat-2", 3));
        assertThat(targets(routes.find("inexact", null)))
                .containsExactly(new Target("c", "inexact", 1));
    }

    @Test
    void anAliasIsAsGoodAsTheNameAndNamesWhatIsSent() {
        assertThat(targets(routes.find("only-b", null)))
                .containsExactly(new Target("c", "other", 1), new Target("b", "only-b", 1));
        assertThat(targets(routes.find("quick", null))).containsExactly(new Target("b", "slow", 1));
    }

    @Test
    void equalsShareATier() {
        Routes equals =
                routes(
                        """
                        b: {base-url: 'http://b', weight: 2}
                        a: {base-url: 'http://a'}
                        """);

        assertThat(equals.find("any", null))
                .isEqualTo(
                        new Routing.Route(
                                List.of(
                                        new Tier(
                                                1,
                                                List.of(
                                                        new Target("a", "any", 1),
                                                        new Target("b", "any", 2))))));
    }

    @Test
    void aRequestThatNamesAnEndpointGoesNowhereElse() {
        assertThat(targets(routes.find("exact", "c"))).containsExactly(new Target("c", "exact", 1));
        assertThat(targets(routes.find("quick", "b"))).containsExactly(new Target("b", "slow", 1));
        assertThat(routes.find("quick", "a"))
                .isEqualTo(new Routing.UnknownModel("The endpoint a does not serve the model"));
        assertThat(routes.find("exakt", "a"))
                .isEqualTo(
                        new Routing.UnknownModel(
                                "The endpoint a does not serve the model; did you mean exact?"));
        assertThat(routes.find("exact", "d"))
                .isEqualTo(
                        new Routing.UnknownEndpoint(
                                "No endpoint of this name is configured; did you mean a?"));
    }

    @Test
    void aModelThatNobodyServes() {
        assertThat(routes.find("onlyb", null))
                .isEqualTo(
                        new Routing.UnknownModel(
                                "No endpoint serves the model; did you mean only-b?"));
        assertThat(routes.find("something else", null))
                .isEqualTo(new Routing.UnknownModel("No endpoint serves the model"));
    }

    @Test
    void anEndpointWhoseRangeTheRequestBreaksIsLeftOut() {
        assertThat(targets(routes.find(request("exact", r -> r.setTemperature(1.0)))))
                .extracting(Target::endpoint)
                .containsExactly("a", "b");
        assertThat(targets(routes.find(request("exact", r -> r.setTemperature(1.5)))))
                .extracting(Target::endpoint)
                .containsExactly("b");
    }

    @Test
    void aRequestThatBreaksTheRangeOfAllIsToldThatOfTheFirst() {
        assertThat(routes.find(request("exact", r -> r.setTemperature(2.5))))
                .isEqualTo(
                        new Routing.OutOfRange(
                                "temperature",
                                "temperature must be 0 to 1, not 2.5, at the endpoint a (profile openai)"));
        assertThat(routes.find(request("act", r -> r.setTopP(-0.1))))
                .isEqualTo(
                        new Routing.OutOfRange(
                                "top_p",
                                "top_p must be 0 to 1, not -0.1, at the endpoint c (profile gcore)"));
    }

    @Test
    void whatAProfileDoesNotDocumentPasses() {
        assertThat(targets(routes.find(request("act", r -> r.setPresencePenalty(9.0).setN(500)))))
                .hasSize(1);
    }

    @Test
    void theSameAnswerAfterMoreModelsThanAreKept() {
        Routing first = routes.find("exact", null);
        for (int i = 0; i < 25_000; i++) {
            assertThat(routes.find("pat-x" + i, null)).isInstanceOf(Routing.Route.class);
        }

        assertThat(routes.find("exact", null)).isEqualTo(first);
    }

    private static ChatRequest request(String model, UnaryOperator<ChatRequest.Builder> change) {
        return change.apply(
                        ChatRequest.newBuilder().setId("id").setModel(model).setMessages(List.of()))
                .build();
    }

    private static Routes routes(String yaml) {
        return Routes.of(EndpointConfigs.all(yaml).values());
    }

    private static List<Target> targets(Routing routing) {
        assertThat(routing).isInstanceOf(Routing.Route.class);
        return ((Routing.Route) routing).targets().toList();
    }
}
