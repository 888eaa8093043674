/**
 * The way between records and bytes: Confluent's wire format, the registry client behind a small wrapper, and the
 * Kafka serializers. It is what a program puts on its class path to talk to Sluice.
 *
 * <p>May import Avro, the Kafka clients, the registry client and the generated records; nothing of the service.
 */
@NullMarked
package dev.sluice.schemas;

import org.jspecify.annotations.NullMarked;
