package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final List<String> closed = new ArrayList<>();
    private final Parts parts = new Parts();

    @Test
    void theLastToStartIsTheFirstToClose() {
        parts.add(() -> closed.add("broker"));
        parts.add(() -> closed.add("service"));

        parts.close();

        assertThat(closed).containsExactly("service", "broker");
    }

    @Test
    void whatFailsToCloseHoldsUpNobody() {
        parts.add(() -> closed.add("broker"));
        parts.add(
                () -> {
                    throw new IllegalStateException("stuck");
                });

        assertThatThrownBy(parts::close).hasMessage("stuck");
        assertThat(closed).containsExactly("broker");
    }

    @Test
    void anInterruptIsKeptFromWhatCloses() {
        parts.add(() -> closed.add(String.valueOf(Thread.currentThread().isInterrupted())));
        Thread.currentThread().interrupt();

        parts.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(closed).containsExactly("false");
    }
}
