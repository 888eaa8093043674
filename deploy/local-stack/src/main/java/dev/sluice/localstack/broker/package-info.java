/**
 * A Kafka broker in this JVM: Kafka's own server classes as one KRaft node that is broker and controller.
 *
 * <p>May import {@code dev.sluice.localstack} and Kafka.
 */
@NullMarked
package dev.sluice.localstack.broker;

import org.jspecify.annotations.NullMarked;
