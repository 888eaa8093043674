/**
 * A schema registry beside this JVM: Apicurio Registry as a child process, which speaks Confluent's API.
 *
 * <p>May import {@code dev.sluice.localstack} and {@code dev.sluice.localstack.process}.
 */
@NullMarked
package dev.sluice.localstack.registry;

import org.jspecify.annotations.NullMarked;
