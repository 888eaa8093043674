package dev.sluice.processor.cli.billing;

import dev.sluice.processor.usage.RowKey;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Rows as lines of JSON, in a file that appears under its name when it is whole. */
final class TotalsFile {
    private TotalsFile() {}

    static void write(Path file, Map<RowKey, Rebuild.Sum> rows) throws IOException {
        Path part = Path.of(file + ".part");
        try (BufferedWriter out = Files.newBufferedWriter(part)) {
            List<Map.Entry<RowKey, Rebuild.Sum>> sorted = new ArrayList<>(rows.entrySet());
            sorted.sort(Map.Entry.comparingByKey(Comparator.comparing(RowKey::text)));
            for (Map.Entry<RowKey, Rebuild.Sum> row : sorted) {
                for (ReportLine line : ReportLine.of(List.of(), row.getValue().tally())) {
                    out.write(JsonLine.of(fields(row.getKey(), line)));
                    out.write('\n');
                }
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Field> fields(RowKey key, ReportLine line) {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.text("tenant", key.account().tenant()));
        fields.add(Field.text("model", key.account().model()));
        fields.add(Field.text("endpoint", key.account().endpoint()));
        fields.add(Field.text("window", key.window().size().name()));
        fields.add(Field.text("window_start", time(key.window().start())));
        fields.add(Field.text("window_end", time(key.window().end())));
        Rebuild.COUNTS.forEach(count -> fields.add(Field.number(count, line.tally().get(count))));
        fields.add(Field.text("cost", line.cost().map(Amount::text)));
        fields.add(Field.text("currency", line.cost().map(Amount::currency)));
        return fields;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
