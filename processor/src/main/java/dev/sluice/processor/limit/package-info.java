/**
 * How fast may it go: limits on requests and tokens per minute, tokens per day and concurrent calls, for endpoints and
 * tenants and what they do with one model. A request goes when all limits that count it agree.
 *
 * <p>A leaf: it imports nothing of the service. It belongs to one thread, holds no lock, and is told the time.
 *
 * <p>It does not build on Bucket4j. That library's token bucket lets through its capacity and a minute's refill in one
 * minute, where these limits must hold in every window of it; smooth refill needs a small capacity, and a request that
 * needs more than the capacity is refused for ever instead of saved up for. Several limits are taken as one only within a
 * bucket, not across buckets that belong to an endpoint and a tenant. There is no limit on concurrency, and its buckets
 * are made for many threads, which costs and gives nothing here.
 */
@NullMarked
package dev.sluice.processor.limit;

import org.jspecify.annotations.NullMarked;
