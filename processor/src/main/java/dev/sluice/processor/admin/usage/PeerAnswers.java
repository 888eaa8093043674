package dev.sluice.processor.admin.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.processor.admin.usage.UsagePeers.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what another instance sent back. */
final class PeerAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PeerAnswers() {}

    /**
     * What it means. Whatever is not understood is a gap.
     *
     * @param instance who was asked
     * @param partitions those that it should have
     */
    static UsageAnswer read(InstanceAddress instance, Set<Integer> partitions, Reply reply) {
        if (reply instanceof Reply.Answered answered) {
            return switch (answered.status()) {
                case 200 -> rows(instance, partitions, answered.body());
                case 422 -> new UsageAnswer.TooMany();
                case 503 -> gaps(instance, partitions, answered.body());
                case 401 ->
                        gap(
                                instance,
                                partitions,
                                "refuses the token: admin.token has to be the same for all instances");
                default -> gap(instance, partitions, "answers with HTTP " + answered.status());
            };
        }
        return gap(
                instance, partitions, "cannot be asked: " + ((Reply.Unreachable) reply).reason());
    }

    private static UsageAnswer rows(
            InstanceAddress instance, Set<Integer> partitions, Buffer body) {
        try {
            return UsageFile.read(body.getBytes());
        } catch (IOException e) {
            return gap(instance, partitions, "answers with " + e.getMessage());
        }
    }

    /** Its own words, which tell more than its status. */
    private static UsageAnswer gaps(
            InstanceAddress instance, Set<Integer> partitions, Buffer body) {
        List<Gap> gaps = new ArrayList<>();
        try {
            for (JsonNode each : JSON.readTree(body.toString()).path(UsageJson.MISSING)) {
                Set<Integer> named = new TreeSet<>();
                each.path(UsageJson.PARTITIONS).forEach(node -> named.add(node.asInt()));
                gaps.add(
                        new Gap(
                                named,
                                Optional.of(
                                        each.path(UsageJson.INSTANCE).asText(instance.toString())),
                                each.path(UsageJson.REASON).asText()));
            }
        } catch (JsonProcessingException e) {
            return gap(instance, partitions, "answers with HTTP 503");
        }
        return gaps.isEmpty()
                ? gap(instance, partitions, "answers with HTTP 503")
                : new UsageAnswer.Incomplete(gaps);
    }

    private static UsageAnswer gap(
            InstanceAddress instance, Set<Integer> partitions, String reason) {
        return new UsageAnswer.Incomplete(List.of(Gap.of(partitions, instance, reason)));
    }
}
