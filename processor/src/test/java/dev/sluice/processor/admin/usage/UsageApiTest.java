package dev.sluice.processor.admin.usage;

import static dev.sluice.processor.admin.usage.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.processor.admin.AdminServer;
import dev.sluice.processor.admin.health.Health;
import dev.sluice.processor.config.AdminConfig;
import dev.sluice.processor.config.Secret;
import dev.sluice.processor.support.FreePort;
import dev.sluice.processor.support.Scrape;
import dev.sluice.v1.WindowSize;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances that have three partitions between them. */
class UsageApiTest {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String TOKEN = "right";

    private final Vertx vertx = Vertx.vertx();
    private final InstanceAddress a = new InstanceAddress(LOOPBACK, FreePort.find());
    private final InstanceAddress b = new InstanceAddress(LOOPBACK, FreePort.find());
    private final Map<InstanceAddress, Set<Integer>> owners = Map.of(a, Set.of(0, 2), b, Set.of(1));
    private final FakeSource ofA = new FakeSource(a, 3, owners);
    private final FakeSource ofB = new FakeSource(b, 3, owners);
    private AdminServer serverOfA = start(a, TOKEN);
    private AdminServer serverOfB = start(b, TOKEN);

    @BeforeEach
    void open() {
        ofA.rows.put(0, List.of(row("t0", 1)));
        ofA.rows.put(2, List.of(row("t2", 2), row("u2", 3)));
        ofB.rows.put(1, List.of(row("t1", 4)));
        serverOfA.open(ofA);
        serverOfB.open(ofB);
    }

    @AfterEach
    void close() {
        serverOfA.close();
        serverOfB.close();
        vertx.close().await();
    }

    @Test
    void eachAnswersForAll() {
        for (InstanceAddress each : List.of(a, b)) {
            HttpResponse<String> answer = get(each, "/api/usage");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(tenants(answer)).containsExactly("t0", "t1", "t2", "u2");
        }
    }

    @Test
    void ofATenantItsOwnerAloneIsAsked() {
        ofA.rows.remove(0);

        assertThat(tenants(get(a, "/api/usage?tenant=t1"))).containsExactly("t1");
        assertThat(tenants(get(b, "/api/usage?tenant=t2&model=m&endpoint=e")))
                .containsExactly("t2");
        assertThat(tenants(get(b, "/api/usage?tenant=t2&model=n"))).isEmpty();
        assertThat(get(b, "/api/usage?tenant=t0").statusCode()).isEqualTo(503);
    }

    @Test
    void anOwnerThatRestoresIsNamed() {
        ofB.rows.remove(1);

        for (InstanceAddress each : List.of(a, b)) {
            HttpResponse<String> answer = get(each, "/api/usage");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
            assertThat(json(answer).path("missing").toString())
                    .isEqualTo(
                            "[{\"partitions\":[1],\"instance\":\"%s\",\"reason\":\"is being restored\"}]"
                                    .formatted(b));
        }
    }

    @Test
    void anOwnerThatIsGoneIsNamed() {
        serverOfB.close();

        HttpResponse<String> answer = get(a, "/api/usage");

        assertThat(answer.statusCode()).isEqualTo(503);
        JsonNode gap = json(answer).path("missing").path(0);
        assertThat(gap.path("partitions").toString()).isEqualTo("[1]");
        assertThat(gap.path("instance").asText()).isEqualTo(b.toString());
        assertThat(gap.path("reason").asText()).startsWith("cannot be asked: Connection refused");
    }

    @Test
    void aPartitionThatTwoHaveIsInDoubt() {
        ofB.rows.put(2, List.of(row("t2", 1)));

        HttpResponse<String> answer = get(a, "/api/usage");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("is on its way");
    }

    @Test
    void anOwnerWithAnotherTokenIsNamedAndTheTokenIsNot() {
        serverOfB.close();
        serverOfB = start(b, "hidden");
        serverOfB.open(ofB);

        HttpResponse<String> answer = get(a, "/api/usage");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("admin.token has to be the same")
                .doesNotContain(TOKEN)
                .doesNotContain("hidden");
    }

    @Test
    void tooManyRowsAreRefused() {
        ofB.rows.put(1, Collections.nCopies(UsageAnswer.MOST_ROWS + 1, row("t1", 1)));

        assertThat(get(a, "/api/usage?tenant=t0").statusCode()).isEqualTo(200);
        for (InstanceAddress each : List.of(a, b)) {
            HttpResponse<String> answer = get(each, "/api/usage");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("there are more than 100000 rows");
        }
    }

    @Test
    void asManyAsTheLimitAreAnsweredWith() {
        ofA.rows.put(0, List.of());
        ofA.rows.put(2, Collections.nCopies(UsageAnswer.MOST_ROWS / 2, row("t2", 1)));
        ofB.rows.put(1, Collections.nCopies(UsageAnswer.MOST_ROWS / 2, row("t1", 1)));

        HttpResponse<String> answer = get(a, "/api/usage");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tenants(answer)).hasSize(UsageAnswer.MOST_ROWS);
    }

    @Test
    void whatMakesNoSenseIsNamed() {
        HttpResponse<String> answer = get(a, "/api/usage?form=2026-11-22");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("parameter").asText()).isEqualTo("form");
        assertThat(get(a, "/api/usage/local?from=x").statusCode()).isEqualTo(400);
        assertThat(get(a, "/api/usage?window=minute").statusCode()).isEqualTo(400);
    }

    @Test
    void whoStartsHasNothingToTellYet() {
        serverOfB.close();
        serverOfB = start(b, TOKEN);

        for (InstanceAddress each : List.of(a, b)) {
            HttpResponse<String> answer = get(each, "/api/usage");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("this instance is starting");
        }
    }

    @Test
    void withoutTheTokenNothingIsTold() {
        for (String path : List.of("/api/usage", "/api/usage/local", "/api/usage?x=y")) {
            assertThat(Scrape.get(a.port(), path).statusCode()).isEqualTo(401);
        }
        assertThat(get(a, "/api/usages").statusCode()).isEqualTo(404);
        assertThat(get(a, "/api/usage/").statusCode()).isEqualTo(404);
    }

    private AdminServer start(InstanceAddress address, String token) {
        AdminConfig config =
                new AdminConfig(
                        address.port(),
                        LOOPBACK,
                        Optional.of(new Secret(token)),
                        address.toString());
        return AdminServer.start(vertx, config, List.of(WindowSize.HOUR), () -> "", new Health())
                .orElseThrow();
    }

    private static HttpResponse<String> get(InstanceAddress of, String path) {
        return Scrape.get(of.port(), path, "Authorization", "Bearer " + TOKEN);
    }

    private static List<String> tenants(HttpResponse<String> answer) {
        List<String> tenants = new ArrayList<>();
        json(answer).path("rows").forEach(row -> tenants.add(row.path("tenant").asText()));
        return tenants;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }
}
