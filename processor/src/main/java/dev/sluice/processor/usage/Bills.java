package dev.sluice.processor.usage;

import dev.sluice.v1.Attempt;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.Cost;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes outcomes apart. All that is billed follows from the outcome's record alone, so that re-reading it adds up the same. */
public final class Bills {
    /** As the contract has it for tenants. */
    private static final int LONGEST_NAME = 256;

    private Bills() {}

    /** What an answered request adds. */
    public static Bill of(ChatCompletion completion) {
        Bill.Line answer = answer(completion);
        return new Bill(
                Optional.ofNullable(completion.getTimings().getAnsweredAt()),
                lines(answer.account(), answer.tally(), completion.getAttempts()),
                senders(completion.getAttempts()));
    }

    /** What its answer alone adds: without the calls that were made in vain before. */
    public static Bill.Line answer(ChatCompletion completion) {
        Account account =
                new Account(
                        completion.getTenant(),
                        completion.getRequestedModel(),
                        completion.getEndpoint());
        Tally.Builder tally = new Tally.Builder().one(Count.REQUESTS);
        use(tally, completion.getUsage());
        Cost cost = completion.getCost();
        if (cost == null) {
            tally.one(Count.UNPRICED_REQUESTS);
        } else {
            tally.cost(cost.getCurrency(), cost.getAmount());
        }
        return new Bill.Line(account, tally.build());
    }

    /** What a request that was not answered adds. */
    public static Bill of(ChatFailure failure) {
        Account account =
                new Account(
                        name(failure.getTenant()),
                        name(failure.getModel()),
                        text(failure.getEndpoint()));
        Tally failed = new Tally.Builder().one(Count.FAILED_REQUESTS).build();
        return new Bill(
                Optional.ofNullable(failure.getTimings().getAnsweredAt()),
                lines(account, failed, failure.getAttempts()),
                senders(failure.getAttempts()));
    }

    private static void use(Tally.Builder tally, @Nullable Usage usage) {
        if (usage == null) {
            tally.one(Count.UNKNOWN_USAGE_REQUESTS);
            return;
        }
        tally.add(Count.PROMPT_TOKENS, usage.getPromptTokens())
                .add(Count.CACHED_TOKENS, usage.getCachedTokens())
                .add(Count.COMPLETION_TOKENS, usage.getCompletionTokens())
                .add(Count.REASONING_TOKENS, usage.getReasoningTokens())
                .add(Count.TOTAL_TOKENS, total(usage));
        if (usage.getPromptTokens() == null || usage.getCompletionTokens() == null) {
            tally.one(Count.UNKNOWN_USAGE_REQUESTS);
        }
        if (usage.getSource() == UsageSource.ESTIMATED) {
            tally.one(Count.ESTIMATED_REQUESTS);
        }
    }

    private static List<Bill.Line> lines(Account account, Tally tally, List<Attempt> attempts) {
        if (attempts.size() == 1 && attempts.get(0).getEndpoint().equals(account.endpoint())) {
            // Nearly all are like this.
            return List.of(new Bill.Line(account, tally.plus(call(attempts.get(0)))));
        }
        Map<Account, Tally> lines = new LinkedHashMap<>();
        lines.put(account, tally);
        for (Attempt attempt : attempts) {
            lines.merge(
                    new Account(account.tenant(), account.model(), attempt.getEndpoint()),
                    call(attempt),
                    Tally::plus);
        }
        List<Bill.Line> list = new ArrayList<>();
        lines.forEach((whose, sum) -> list.add(new Bill.Line(whose, sum)));
        return list;
    }

    private static Tally call(Attempt attempt) {
        Tally.Builder tally = new Tally.Builder();
        if (attempt.getInstance() != null) {
            tally.one(Count.ATTEMPTS);
        }
        if (attempt.getReason() != null) {
            inVain(attempt, tally);
        }
        return tally.build();
    }

    private static void inVain(Attempt attempt, Tally.Builder tally) {
        tally.one(Count.FAILED_ATTEMPTS);
        Usage usage = attempt.getUsage();
        if (attempt.getBilledTo() == BilledTo.NOBODY) {
            tally.one(Count.REFUSED_ATTEMPTS);
        } else if (usage == null) {
            tally.one(Count.UNKNOWN_USAGE_ATTEMPTS);
        }
        if (usage != null) {
            tally.add(Count.FAILED_ATTEMPT_TOKENS, total(usage));
        }
    }

    private static List<Bill.Sender> senders(List<Attempt> attempts) {
        List<Bill.Sender> senders = new ArrayList<>(attempts.size());
        for (Attempt attempt : attempts) {
            if (attempt.getInstance() != null) {
                senders.add(new Bill.Sender(attempt.getInstance(), attempt.getEndpoint()));
            }
        }
        return senders;
    }

    /** As reported; where no sum is, of what is known. */
    private static long total(Usage usage) {
        Long total = usage.getTotalTokens();
        return total == null
                ? known(usage.getPromptTokens()) + known(usage.getCompletionTokens())
                : total;
    }

    private static long known(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }

    /** What is too long for a name may be anything, and must not become one by which totals are kept. */
    private static String name(@Nullable String name) {
        String text = text(name);
        return text.length() > LONGEST_NAME ? "" : text;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
