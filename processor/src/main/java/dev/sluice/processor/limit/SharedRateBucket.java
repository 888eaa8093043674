package dev.sluice.processor.limit;

import java.util.HashMap;
import java.util.Map;

/** Requests or tokens in any minute, or tokens in a day, of a limit that several limiters share. */
final class SharedRateBucket extends Bucket {
    private final boolean ofTokens;
    private final Purse purse;
    private final Map<Grant, Spending> spendings = new HashMap<>();

    SharedRateBucket(Scope scope, Term term, Supply supply) {
        super(scope, term);
        this.ofTokens = term.dimension() != Dimension.REQUESTS_PER_MINUTE;
        this.purse = supply.purse(counted(), value(), term.rule().burst());
    }

    @Override
    Room room(long tokens, long now) {
        long weight = weight(tokens);
        if (weight > value()) {
            return Room.Plain.NEVER;
        }
        return purse.has(weight, now) ? Room.Plain.NOW : Room.Plain.AFTER_RELEASE;
    }

    @Override
    long mostTokens() {
        return ofTokens ? value() : super.mostTokens();
    }

    @Override
    double utilisation(long now) {
        return purse.utilisation();
    }

    @Override
    void take(Grant grant, long now) {
        super.take(grant, now);
        Spending spending = purse.spend(weight(grant.ask().tokens()), now);
        spendings.put(grant, spending);
        grant.expires(spending.expiresAt());
    }

    @Override
    void sent(Grant grant, long now) {
        Spending spending = spendings.get(grant);
        if (spending != null) {
            spending.sent(now);
        }
    }

    @Override
    boolean settle(Grant grant, long change, long now) {
        Spending spending = spendings.get(grant);
        if (ofTokens && spending != null) {
            // More than the limit says nothing of it.
            spending.settle(Math.min(change, value()));
        }
        return false;
    }

    @Override
    boolean cancel(Grant grant, long now) {
        Spending spending = spendings.remove(grant);
        if (spending != null) {
            spending.cancel();
        }
        return true;
    }

    @Override
    boolean release(Grant grant) {
        Spending spending = spendings.remove(grant);
        if (spending != null) {
            spending.close();
        }
        return super.release(grant);
    }

    @Override
    void change(Term next, long now) {
        super.change(next, now);
        purse.change(value(), next.rule().burst());
    }

    private long weight(long tokens) {
        return ofTokens ? tokens : 1;
    }
}
