package dev.sluice.processor.limit;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Lets requests go as far as all limits allow that count them, and takes from all or none. Belongs to one thread; holds no
 * lock and starts nothing.
 *
 * <p>Time is passed in, as nanoseconds of a clock that does not go back; the calendar is asked for limits per day alone.
 *
 * <p>Whoever is held should be set aside under the limit that holds it, together with all others that need that limit and
 * come after it, and ask again at the wake, first come first. A limiter does not know of turns: a large request that
 * smaller ones overtake all the time does not get its tokens together. A change of the rules may end any wait.
 */
public final class Limiter {
    private final Days days;
    private final Outstanding outstanding = new Outstanding();
    private final Round round = new Round();
    private final BucketMaker buckets;

    private RuleBook rules;
    private Places endpoints;
    private Places tenants;
    private long grants;

    /**
     * Starts without credit, as if what went just before was forgotten in a crash: the first request of a limit of N per
     * minute goes after an N-th of a minute.
     *
     * @param clock tells days apart
     * @throws IllegalArgumentException if two rules limit the same dimension of the same scope
     */
    public Limiter(Collection<LimitRule> rules, InstantSource clock, long now) {
        this(rules, clock, Optional.empty(), now);
    }

    /**
     * Starts with nothing of what it shares with others. Limits in shadow it has to itself.
     *
     * @param supply where its room comes from; empty where it shares nothing
     * @throws IllegalArgumentException if two rules limit the same dimension of the same scope
     */
    public Limiter(
            Collection<LimitRule> rules, InstantSource clock, Optional<Supply> supply, long now) {
        this.days = new Days(clock);
        this.buckets = new BucketMaker(days, supply);
        this.rules = RuleBook.of(rules, RuleBook.EMPTY, now);
        this.endpoints = new Places(Kind.ENDPOINT, this.rules, buckets, now);
        this.tenants = new Places(Kind.TENANT, this.rules, buckets, now);
    }

    /**
     * Asks for one request to go, now. What of its tokens is a guess is cut to what its limits have.
     */
    public Decision acquire(Ask ask, long now) {
        round.begin();
        round.add(endpoints.whole(ask.endpoint(), now));
        round.add(endpoints.part(ask.endpoint(), ask.sentModel(), now));
        round.add(tenants.whole(ask.tenant(), now));
        round.add(tenants.part(ask.tenant(), ask.askedModel(), now));
        Ask cut = round.ask(ask, now);
        Bucket holder = round.holder();
        return holder == null ? grant(cut, now) : refuse(holder, round.room());
    }

    /** The limits that count a request, without those that hold nothing. */
    public List<Limit> limits(Ask ask, long now) {
        List<Limit> limits = new ArrayList<>();
        add(limits, endpoints.whole(ask.endpoint(), now));
        add(limits, endpoints.part(ask.endpoint(), ask.sentModel(), now));
        add(limits, tenants.whole(ask.tenant(), now));
        add(limits, tenants.part(ask.tenant(), ask.askedModel(), now));
        return limits;
    }

    /**
     * Changes the rules. What is limited before and after, by whichever rule, goes on from what was counted: a lower limit
     * counts what has gone already, a higher one gives no burst. A limit that is new starts without credit, and knows how
     * many calls are out. Grants stay good.
     *
     * @return limits that are no more or have changed: what waits for one of them should ask again
     * @throws IllegalArgumentException if two rules limit the same dimension of the same scope; nothing has changed then
     */
    public List<Limit> replace(Collection<LimitRule> next, long now) {
        RuleBook book = RuleBook.of(next, rules, now);
        Map<Limit, LimitRule> before = inForce();
        rules = book;
        each(buckets::keep);
        endpoints = successor(Kind.ENDPOINT, endpoints, now);
        tenants = successor(Kind.TENANT, tenants, now);
        buckets.forget();
        outstanding.each(
                grant -> {
                    Ask ask = grant.ask();
                    join(grant, endpoints.whole(ask.endpoint(), now), now);
                    join(grant, endpoints.part(ask.endpoint(), ask.sentModel(), now), now);
                    join(grant, tenants.whole(ask.tenant(), now), now);
                    join(grant, tenants.part(ask.tenant(), ask.askedModel(), now), now);
                });
        before.entrySet().removeAll(inForce().entrySet());
        return List.copyOf(before.keySet());
    }

    /** How each limit does; of rules for each tenant, how all their buckets do. */
    public List<LimitNumbers> numbers(long now) {
        List<LimitNumbers> numbers = new ArrayList<>();
        Consumer<Bucket> add =
                bucket -> {
                    Term term = bucket.term();
                    if (!term.rule().scope().isEach()) {
                        OptionalDouble utilisation = OptionalDouble.of(bucket.utilisation(now));
                        numbers.add(term.tally().numbers(bucket.limit(), term, utilisation));
                    }
                };
        endpoints.eachNamed(add);
        tenants.eachNamed(add);
        for (Term term : rules.forEach()) {
            Limit limit = term.limit(term.rule().scope());
            numbers.add(term.tally().numbers(limit, term, OptionalDouble.empty()));
        }
        return numbers;
    }

    /** The limit that is in force on something, if any is that holds anything. */
    public Optional<Limit> find(Counted counted, long now) {
        for (Bucket bucket : buckets(counted.scope(), now)) {
            if (bucket.counted().equals(counted) && !bucket.isShadow()) {
                return Optional.of(bucket.limit());
            }
        }
        return Optional.empty();
    }

    private Bucket[] buckets(Scope scope, long now) {
        Places places = Kind.ENDPOINT.has(scope) ? endpoints : tenants;
        return scope.onlyModel()
                .map(model -> places.part(scope.owner(), model, now))
                .orElseGet(() -> places.whole(scope.owner(), now));
    }

    /** How many tenants are kept that no rule names. */
    int unnamedTenants() {
        return tenants.unnamed();
    }

    private Decision grant(Ask ask, long now) {
        Bucket[] taken = round.agreed();
        Grant grant = new Grant(outstanding, ask, taken, ++grants, now, days.today());
        outstanding.add(grant);
        for (Bucket bucket : taken) {
            bucket.take(grant, now);
        }
        return new Decision.Granted(grant);
    }

    private static Decision refuse(Bucket holder, Room room) {
        holder.term().tally().held();
        if (room == Room.Plain.NEVER) {
            return new Decision.Never(holder.limit());
        }
        Wake wake =
                room instanceof Room.Later later
                        ? new Wake.At(later.at())
                        : new Wake.AfterRelease();
        return new Decision.Held(holder.limit(), wake);
    }

    private Map<Limit, LimitRule> inForce() {
        Map<Limit, LimitRule> inForce = new HashMap<>();
        each(bucket -> inForce.put(bucket.limit(), bucket.term().rule()));
        return inForce;
    }

    private Places successor(Kind kind, Places places, long now) {
        Places next = new Places(kind, rules, buckets, now);
        next.takeOver(places, now);
        return next;
    }

    private void each(Consumer<Bucket> action) {
        endpoints.each(action);
        tenants.each(action);
    }

    private static void add(List<Limit> limits, Bucket[] buckets) {
        for (Bucket bucket : buckets) {
            if (!bucket.isShadow()) {
                limits.add(bucket.limit());
            }
        }
    }

    private static void join(Grant grant, Bucket[] buckets, long now) {
        for (Bucket bucket : buckets) {
            grant.join(bucket, now);
        }
    }
}
