package dev.sluice.processor.config;

/** Reads the sections that consist of single values. */
final class Sections {
    private final Values values;

    Sections(Values values) {
        this.values = values;
    }

    TopicsConfig topics() {
        return new TopicsConfig(
                values.get(Keys.REQUESTS),
                values.get(Keys.COMPLETIONS),
                values.get(Keys.FAILURES),
                values.get(Keys.CHUNKS),
                values.get(Keys.USAGE),
                values.get(Keys.CREATE),
                values.get(Keys.PARTITIONS),
                values.get(Keys.REPLICATION));
    }

    AdmissionConfig admission() {
        return new AdmissionConfig(values.get(Keys.MAX_REQUEST_BYTES));
    }

    PendingConfig pending() {
        return new PendingConfig(values.get(Keys.WINDOW_RECORDS), values.get(Keys.WINDOW_BYTES));
    }

    DispatchConfig dispatch() {
        return new DispatchConfig(values.get(Keys.MAX_IN_FLIGHT), values.get(Keys.EVENT_LOOPS));
    }

    StreamConfig streams(PassedOn passedOn) {
        return new StreamConfig(
                values.get(Keys.THREADS),
                values.get(Keys.COMMIT_INTERVAL),
                values.get(Keys.SESSION_TIMEOUT),
                values.get(Keys.TRANSACTION_TIMEOUT),
                values.get(Keys.STATE_DIR),
                passedOn.streams());
    }
}
