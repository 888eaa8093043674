package dev.sluice.processor.admin.usage;

import dev.sluice.processor.admin.usage.UsageAnswer.Rows;
import dev.sluice.v1.UsageTotals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Rows as one instance sends them to another: an Avro file. It is small, exact, and holds the schema that it was written with,
 * so that instances of two versions understand each other.
 */
final class UsageFile {
    static final String MEDIA_TYPE = "application/avro";

    /** Which partitions were looked through, separated by commas. */
    private static final String PARTITIONS = "sluice.partitions";

    /** How many rows there are, so that half a file is none. */
    private static final String COUNT = "sluice.rows";

    private UsageFile() {}

    static byte[] write(Rows answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<UsageTotals> file =
                new DataFileWriter<>(new SpecificDatumWriter<>(UsageTotals.class))) {
            file.setCodec(CodecFactory.deflateCodec(1));
            file.setMeta(
                    PARTITIONS,
                    answer.partitions().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",")));
            file.setMeta(COUNT, answer.rows().size());
            file.create(UsageTotals.getClassSchema(), bytes);
            for (UsageTotals row : answer.rows()) {
                file.append(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what another instance wrote.
     *
     * @throws IOException if it is not that
     */
    static Rows read(byte[] bytes) throws IOException {
        List<UsageTotals> rows = new ArrayList<>();
        try (DataFileStream<UsageTotals> file =
                new DataFileStream<>(
                        new ByteArrayInputStream(bytes),
                        new SpecificDatumReader<>(UsageTotals.class))) {
            Set<Integer> partitions = partitions(file.getMetaString(PARTITIONS));
            while (file.hasNext()) {
                rows.add(file.next());
            }
            if (rows.size() != file.getMetaLong(COUNT)) {
                throw new IOException("not all rows that there are");
            }
            return new Rows(partitions, rows);
        } catch (RuntimeException e) {
            // Avro reports malformed data by exceptions of many kinds.
            throw new IOException("a file that cannot be read", e);
        }
    }

    private static Set<Integer> partitions(String text) throws IOException {
        if (text == null) {
            throw new IOException("a file that names no partitions");
        }
        Set<Integer> partitions = new TreeSet<>();
        if (!text.isEmpty()) {
            for (String each : text.split(",", -1)) {
                partitions.add(Integer.valueOf(each));
            }
        }
        return partitions;
    }
}
