package dev.sluice.processor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsageTableTest {
    @Test
    void addsUpByTenantAndModel() {
        UsageTable table = new UsageTable();
        table.add(
                Outcomes.completion("b", 0)
                        .setTenant("zeta")
                        .setRequestedModel("m")
                        .setUsage(usage(1, 2, 3L))
                        .build());
        table.add(
                Outcomes.completion("b", 1)
                        .setTenant("acme")
                        .setRequestedModel("m")
                        .setUsage(usage(10, 20, null))
                        .build());
        table.add(
                Outcomes.completion("b", 2)
                        .setTenant("acme")
                        .setRequestedModel("m")
                        .setUsage(usage(5, 5, 11L))
                        .build());
        table.add(
                Outcomes.completion("b", 3)
                        .setTenant("acme")
                        .setRequestedModel("k")
                        .setUsage(null)
                        .build());
        assertThat(table.rows())
                .containsExactly(
                        new UsageTable.Row("acme", "k", 1, 0, 0, 0, 1),
                        new UsageTable.Row("acme", "m", 2, 15, 25, 41, 0),
                        new UsageTable.Row("zeta", "m", 1, 1, 2, 3, 0));
        assertThat(table.render().lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "tenant | model | requests | prompt | completion | total",
                        "acme | k | 1 | 0 | 0 | 0",
                        "acme | m | 2 | 15 | 25 | 41",
                        "zeta | m | 1 | 1 | 2 | 3",
                        "total | 4 | 16 | 27 | 44",
                        "1 completions came without usage; their tokens are in no sum.");
    }

    private static Usage usage(long prompt, long completion, @Nullable Long total) {
        return new Usage(prompt, completion, total, null, null, UsageSource.REPORTED, null);
    }
}
