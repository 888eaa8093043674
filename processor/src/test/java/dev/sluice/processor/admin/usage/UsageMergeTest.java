package dev.sluice.processor.admin.usage;

import static dev.sluice.processor.admin.usage.TestRows.HOUR;
import static dev.sluice.processor.admin.usage.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.admin.usage.UsageAnswer.Incomplete;
import dev.sluice.processor.admin.usage.UsageAnswer.Rows;
import dev.sluice.processor.admin.usage.UsageAnswer.TooMany;
import dev.sluice.v1.UsageTotals;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** All partitions, each once, or no total. */
class UsageMergeTest {
    private static final Set<Integer> WANTED = Set.of(0, 1, 2);
    private static final InstanceAddress A = new InstanceAddress("a", 1);
    private static final InstanceAddress B = new InstanceAddress("b", 2);
    private static final Map<InstanceAddress, Set<Integer>> OWNERS =
            Map.of(A, Set.of(0, 2), B, Set.of(1));

    @Test
    void wholeIsInTheOrderOfTimeAndAccount() {
        UsageTotals early = row("z", HOUR.minusSeconds(3_600), 1).build();
        UsageTotals otherEndpoint = row("a", HOUR, 4).setEndpoint("f").build();
        UsageTotals otherModel = row("a", HOUR, 5).setModel("n").setEndpoint("d").build();

        UsageAnswer answer =
                merge(
                        new Rows(Set.of(0, 2), List.of(row("b", 2), otherModel, otherEndpoint)),
                        new Rows(Set.of(1), List.of(early, row("a", 3))));

        assertThat(answer)
                .isEqualTo(
                        new Rows(
                                WANTED,
                                List.of(
                                        early,
                                        row("a", 3),
                                        otherEndpoint,
                                        otherModel,
                                        row("b", 2))));
    }

    @Test
    void aPartitionThatNobodyAnswersForIsMissing() {
        UsageAnswer answer =
                merge(new Rows(Set.of(0), List.of(row("a", 1))), new Rows(Set.of(1), List.of()));

        assertThat(gap(answer).partitions()).containsExactly(2);
        assertThat(gap(answer).instance()).hasValue("a:1");
        assertThat(gap(answer).reason()).contains("admin.advertised");
    }

    @Test
    void aPartitionThatNobodyIsKnownToHaveIsMissing() {
        UsageAnswer answer =
                UsageMerge.of(
                        WANTED,
                        Map.of(A, Set.of(0, 2)),
                        Map.of(A, new Rows(Set.of(0, 2), List.of())));

        assertThat(gap(answer))
                .isEqualTo(
                        new Gap(
                                Set.of(1),
                                Optional.empty(),
                                "no instance with an admin.port is known to have it"));
    }

    @Test
    void aPartitionThatTwoAnswerForIsInDoubt() {
        UsageAnswer answer =
                merge(new Rows(Set.of(0, 2), List.of()), new Rows(Set.of(1, 2), List.of()));

        assertThat(gap(answer).partitions()).containsExactly(2);
        assertThat(gap(answer).reason()).contains("a:1").contains("b:2");
    }

    @Test
    void aPartitionThatShouldNotBeIsInDoubt() {
        UsageAnswer answer =
                merge(new Rows(Set.of(0, 2), List.of()), new Rows(Set.of(1, 3), List.of()));

        assertThat(gap(answer))
                .isEqualTo(new Gap(Set.of(3), Optional.of("b:2"), "was not expected"));
    }

    @Test
    void whatAnInstanceSaysIsMissingIsToldOnce() {
        Gap restoring = new Gap(Set.of(1), Optional.of("b:2"), "is being restored");

        assertThat(merge(new Rows(Set.of(0, 2), List.of()), new Incomplete(List.of(restoring))))
                .isEqualTo(new Incomplete(List.of(restoring)));
    }

    @Test
    void anInstanceThatDoesNotKnowWhatItLacksLeavesNothingOut() {
        Gap unknown = new Gap(Set.of(), Optional.of("b:2"), "is starting");

        UsageAnswer answer =
                merge(new Rows(Set.of(0, 1, 2), List.of()), new Incomplete(List.of(unknown)));

        assertThat(answer).isEqualTo(new Incomplete(List.of(unknown)));
    }

    @Test
    void tooMuchIsSaidEvenWhereSomethingIsMissing() {
        List<UsageTotals> half = Collections.nCopies(UsageAnswer.MOST_ROWS / 2, row("a", 1));
        List<UsageTotals> more = Collections.nCopies(UsageAnswer.MOST_ROWS / 2 + 1, row("b", 1));

        assertThat(merge(new Rows(Set.of(0, 2), half), new Rows(Set.of(1), half)))
                .isInstanceOf(Rows.class);
        assertThat(merge(new Rows(Set.of(0, 2), half), new Rows(Set.of(1), more)))
                .isEqualTo(new TooMany());
        assertThat(merge(new Rows(Set.of(0), List.of()), new TooMany())).isEqualTo(new TooMany());
    }

    private static UsageAnswer merge(UsageAnswer ofA, UsageAnswer ofB) {
        return UsageMerge.of(WANTED, OWNERS, Map.of(A, ofA, B, ofB));
    }

    private static Gap gap(UsageAnswer answer) {
        assertThat(answer).isInstanceOf(Incomplete.class);
        List<Gap> gaps = ((Incomplete) answer).gaps();
        assertThat(gaps).hasSize(1);
        return gaps.get(0);
    }
}
