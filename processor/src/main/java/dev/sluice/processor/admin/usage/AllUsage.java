package dev.sluice.processor.admin.usage;

import dev.sluice.processor.admin.usage.UsagePeers.Reply;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers from what all instances have. */
final class AllUsage {
    private final WorkerExecutor worker;
    private final UsagePeers peers;

    /**
     * @param worker where rows are read and put together
     * @param peers asks the others
     */
    AllUsage(WorkerExecutor worker, UsagePeers peers) {
        this.worker = worker;
        this.peers = peers;
    }

    /**
     * The rows of all partitions, or of a tenant's, each asked of the instance that has it.
     *
     * @param then makes what is needed of the answer, as part of the same work: nothing holds the rows longer than that
     * @return fails with {@link NotReadyException} if this instance does not know who has what
     */
    <T> Future<T> ask(UsageSource source, UsageQuestion question, Function<UsageAnswer, T> then) {
        Set<Integer> wanted = wanted(source, question);
        return worker.executeBlocking(() -> owners(source, wanted), false)
                .compose(
                        owners -> {
                            Set<InstanceAddress> others = new HashSet<>(owners.keySet());
                            others.remove(source.self());
                            // Their replies are small, so that many of them may wait for their
                            // turn.
                            return peers.ask(others, question)
                                    .compose(
                                            replies ->
                                                    worker.executeBlocking(
                                                            () ->
                                                                    then.apply(
                                                                            UsageMerge.of(
                                                                                    wanted,
                                                                                    owners,
                                                                                    answers(
                                                                                            source,
                                                                                            question,
                                                                                            owners,
                                                                                            replies))),
                                                            false));
                        });
    }

    private static Set<Integer> wanted(UsageSource source, UsageQuestion question) {
        return question.tenant()
                .map(tenant -> Set.of(source.partition(tenant)))
                .orElseGet(
                        () ->
                                IntStream.range(0, source.partitions())
                                        .boxed()
                                        .collect(Collectors.toSet()));
    }

    /** Those who have anything that is wanted. */
    private static Map<InstanceAddress, Set<Integer>> owners(
            UsageSource source, Set<Integer> wanted) throws NotReadyException {
        Map<InstanceAddress, Set<Integer>> owners = new HashMap<>();
        source.owners()
                .forEach(
                        (instance, partitions) -> {
                            Set<Integer> both = new HashSet<>(partitions);
                            both.retainAll(wanted);
                            if (!both.isEmpty()) {
                                owners.put(instance, both);
                            }
                        });
        return owners;
    }

    private static Map<InstanceAddress, UsageAnswer> answers(
            UsageSource source,
            UsageQuestion question,
            Map<InstanceAddress, Set<Integer>> owners,
            Map<InstanceAddress, Reply> replies) {
        Map<InstanceAddress, UsageAnswer> answers = new HashMap<>();
        owners.forEach(
                (instance, partitions) -> {
                    Reply reply = replies.get(instance);
                    answers.put(
                            instance,
                            reply == null
                                    ? OwnUsage.of(source, question)
                                    : PeerAnswers.read(instance, partitions, reply));
                });
        return answers;
    }
}
