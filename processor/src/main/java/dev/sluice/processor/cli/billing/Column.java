package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.CliException;
import dev.sluice.processor.usage.RowKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What rows of usage can be grouped by. */
enum Column {
    /** Who is billed. */
    TENANT("tenant"),
    /** The model that was asked for. */
    MODEL("model"),
    /** The endpoint. */
    ENDPOINT("endpoint"),
    /** The first instant of the window. */
    WINDOW("window_start");

    private final String title;

    Column(String title) {
        this.title = title;
    }

    /** What it is called in a report. */
    String title() {
        return title;
    }

    /** What it says of a row. */
    String of(RowKey key) {
        return switch (this) {
            case TENANT -> key.account().tenant();
            case MODEL -> key.account().model();
            case ENDPOINT -> key.account().endpoint();
            case WINDOW -> Instant.ofEpochMilli(key.window().start()).toString();
        };
    }

    /**
     * The columns that a text names, separated by commas, each once.
     *
     * @throws CliException when it names another one
     */
    static List<Column> parse(String text) {
        return Arrays.stream(text.split(",", -1)).map(Column::one).distinct().toList();
    }

    private static Column one(String name) {
        return Arrays.stream(values())
                .filter(column -> column.name().toLowerCase(Locale.ROOT).equals(name.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CliException(
                                        "'"
                                                + name
                                                + "' is no column; there are tenant, model, endpoint and window."));
    }
}
