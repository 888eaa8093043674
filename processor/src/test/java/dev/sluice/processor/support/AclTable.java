package dev.sluice.processor.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.utils.SecurityUtils;

/** The ACLs that README.md says are needed, so that what it says and what is tested cannot differ. */
public final class AclTable {
    private static final Path README = Path.of("..", "README.md");
    private static final String ROW = "| `User:";

    private AclTable() {}

    /** All of them, by the names of the default configuration. */
    public static List<AclBinding> read() {
        try (Stream<String> lines = Files.lines(README)) {
            return lines.filter(line -> line.startsWith(ROW))
                    .map(AclTable::row)
                    .flatMap(Collection::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The columns are principal, type of resource, type of pattern, names and operations; then words. */
    private static List<AclBinding> row(String line) {
        String[] columns = line.replace("`", "").split("\\|", -1);
        List<AclBinding> bindings = new ArrayList<>();
        for (String name : columns[4].split(",", -1)) {
            for (String operation : columns[5].split(",", -1)) {
                bindings.add(
                        new AclBinding(
                                new ResourcePattern(
                                        SecurityUtils.resourceType(columns[2].strip()),
                                        name.strip(),
                                        PatternType.valueOf(
                                                columns[3].strip().toUpperCase(Locale.ROOT))),
                                new AccessControlEntry(
                                        columns[1].strip(),
                                        "*",
                                        SecurityUtils.operation(operation.strip()),
                                        AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }
}
