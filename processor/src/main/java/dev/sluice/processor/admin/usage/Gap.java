package dev.sluice.processor.admin.usage;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an answer lacks.
 *
 * @param partitions those whose rows it lacks; none: it is not known which
 * @param instance address of the one that should have them; none: nobody is known to
 * @param reason why they are not there
 */
record Gap(Set<Integer> partitions, Optional<String> instance, String reason) {
    /** Keeps its own copy of the set, in order. */
    Gap {
        partitions = Collections.unmodifiableSet(new TreeSet<>(partitions));
    }

    static Gap of(Set<Integer> partitions, InstanceAddress instance, String reason) {
        return new Gap(partitions, Optional.of(instance.toString()), reason);
    }
}
