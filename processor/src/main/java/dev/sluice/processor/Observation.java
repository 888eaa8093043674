package dev.sluice.processor;

import dev.sluice.processor.config.AdminConfig;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.flow.Backlog;
import dev.sluice.processor.metrics.InstanceMeters;
import dev.sluice.processor.metrics.JvmMeters;
import dev.sluice.processor.metrics.KafkaMeters;
import dev.sluice.processor.pending.Windows;
import dev.sluice.processor.schedule.SchedulerLoop;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/** What an instance shows of itself that nobody has to count: it is looked at when it is asked for. */
final class Observation implements AutoCloseable {
    private final List<Runnable> closing;

    private Observation(List<Runnable> closing) {
        this.closing = closing;
    }

    /**
     * Shows everything from now on. Nothing, where nobody can ask.
     *
     * @param usage the stream that adds usage up, where that is done
     */
    static Observation start(
            SluiceConfig config,
            InstanceMeters meters,
            Windows windows,
            SchedulerLoop scheduler,
            KafkaStreams requests,
            Optional<KafkaStreams> usage) {
        if (config.admin().port() == AdminConfig.OFF) {
            return new Observation(List.of());
        }
        holds(meters, windows, scheduler);
        meters.show(
                "sluice.calls.limit",
                "Calls that may be out at once (dispatch.max-in-flight)",
                config.dispatch()::maxInFlight);
        meters.show(
                "sluice.prices.configured", "Prices that are configured", config.prices()::size);
        Backlog backlog = Backlog.start(config);
        meters.show(
                "sluice.backlog.records",
                "Requests in the topic that no instance has taken in, of all partitions; the same of all instances",
                () -> backlog.records().orElse(Double.NaN));
        KafkaMeters kafka = meters.kafka();
        stream(SluiceStreams.REQUESTS, requests, meters, kafka);
        usage.ifPresent(stream -> stream(SluiceStreams.USAGE, stream, meters, kafka));
        JvmMeters jvm = meters.process();
        return new Observation(List.of(backlog::close, kafka::close, jvm::close));
    }

    private static void holds(InstanceMeters meters, Windows windows, SchedulerLoop scheduler) {
        meters.show(
                "sluice.pending.records",
                "Requests that were taken in and have no outcome, without those parked",
                windows::records);
        meters.show("sluice.pending.bytes", "Their bytes", windows::bytes);
        meters.show("sluice.parked.records", "Requests that are parked on disk", windows::parked);
        meters.show("sluice.parked.bytes", "Their bytes", windows::parkedBytes);
        meters.show(
                "sluice.waiting.requests",
                "Requests in the window that wait for a call, or for the time of their next one",
                () -> scheduler.load().waiting());
    }

    private static void stream(
            String name, KafkaStreams stream, InstanceMeters meters, KafkaMeters kafka) {
        meters.stream(name, () -> stream.state().isRunningOrRebalancing());
        kafka.show(name, stream);
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }
}
