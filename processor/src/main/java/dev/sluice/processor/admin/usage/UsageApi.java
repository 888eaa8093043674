package dev.sluice.processor.admin.usage;

import dev.sluice.processor.config.AdminConfig;
import dev.sluice.v1.WindowSize;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions about usage. Rows are read and put together on one thread of its own: so those of one answer at a time are
 * in memory, and no event loop waits for a disk.
 */
public final class UsageApi implements AutoCloseable {
    /** Path of the rows of all instances. */
    public static final String ALL = "/api/usage";

    /** Path of the rows that this instance has, which the others ask for. */
    public static final String OWN = ALL + "/local";

    private static final Logger LOG = LoggerFactory.getLogger(UsageApi.class);
    private static final long TIMEOUT_MS = 10_000;
    private static final String JSON = "application/json";

    private final List<WindowSize> windows;
    private final InstantSource clock;
    private final WorkerExecutor worker;
    private final UsagePeers peers;
    private final AllUsage all;
    private volatile Optional<UsageSource> source = Optional.empty();

    /** A response before it is sent. */
    private record Page(int status, String mediaType, Buffer body) {}

    /** How a question is answered. */
    private interface Answering {
        Future<Page> answer(UsageSource from, UsageQuestion question);
    }

    /**
     * @param windows lengths of windows that there are, at least one
     */
    public UsageApi(
            Vertx vertx, AdminConfig config, List<WindowSize> windows, InstantSource clock) {
        this.windows = windows;
        this.clock = clock;
        this.worker = vertx.createSharedWorkerExecutor("usage-api", 1);
        this.peers = new UsagePeers(vertx, config.token(), TIMEOUT_MS);
        this.all = new AllUsage(worker, peers);
    }

    /** From now on there are rows. */
    public void open(UsageSource rows) {
        source = Optional.of(rows);
    }

    /** Answers with the rows of all instances. */
    public void all(HttpServerRequest request) {
        answer(
                request,
                (from, question) -> all.ask(from, question, answer -> all(question, answer)));
    }

    /** Answers with the rows of this instance. */
    public void own(HttpServerRequest request) {
        answer(
                request,
                (from, question) ->
                        worker.executeBlocking(() -> own(OwnUsage.of(from, question)), false)
                                .map(Objects::requireNonNull));
    }

    @Override
    public void close() {
        peers.close();
        worker.close();
    }

    private void answer(HttpServerRequest request, Answering answering) {
        Future<Page> page;
        try {
            UsageQuestion question =
                    UsageParameters.read(request.params(true), windows, clock.instant());
            page =
                    source.map(from -> answering.answer(from, question))
                            .orElseGet(
                                    () ->
                                            Future.succeededFuture(
                                                    notReady("this instance is starting")));
        } catch (BadParameterException e) {
            page = Future.succeededFuture(new Page(400, JSON, UsageJson.badParameter(e)));
        } catch (IllegalArgumentException e) {
            // Netty's word for an escape that is none.
            page =
                    Future.succeededFuture(
                            new Page(400, JSON, UsageJson.error("the query cannot be decoded")));
        }
        page.otherwise(UsageApi::failure).onSuccess(each -> send(request, each));
    }

    private static Page all(UsageQuestion question, UsageAnswer answer) {
        return answer instanceof UsageAnswer.Rows whole
                ? new Page(200, JSON, UsageJson.rows(question, whole.rows()))
                : withoutRows(answer);
    }

    private static Page own(UsageAnswer answer) {
        return answer instanceof UsageAnswer.Rows part
                ? new Page(200, UsageFile.MEDIA_TYPE, Buffer.buffer(UsageFile.write(part)))
                : withoutRows(answer);
    }

    private static Page withoutRows(UsageAnswer answer) {
        if (answer instanceof UsageAnswer.Incomplete incomplete) {
            return new Page(503, JSON, UsageJson.missing(incomplete.gaps()));
        }
        return new Page(
                422,
                JSON,
                UsageJson.error(
                        "there are more than %d rows: narrow from and to, or give tenant, model or endpoint"
                                .formatted(UsageAnswer.MOST_ROWS)));
    }

    private static Page notReady(String reason) {
        return new Page(
                503, JSON, UsageJson.missing(List.of(new Gap(Set.of(), Optional.empty(), reason))));
    }

    private static Page failure(Throwable failure) {
        if (failure instanceof NotReadyException) {
            return notReady(String.valueOf(failure.getMessage()));
        }
        LOG.error("A question about usage could not be answered", failure);
        return new Page(
                500, JSON, UsageJson.error("this failed; the log of the instance tells why"));
    }

    private static void send(HttpServerRequest request, Page page) {
        request.response()
                .setStatusCode(page.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, page.mediaType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (page.status() == 503) {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        request.response().end(page.body());
    }
}
