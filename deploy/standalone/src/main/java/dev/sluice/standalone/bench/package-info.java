/**
 * The benchmark: Sluice beside a plain consumer, web client and producer without guarantees, in alternated rounds on one
 * broker and one endpoint.
 *
 * <p>Each process under test is a virtual machine of its own, and so is the endpoint; this one holds the broker, the
 * producer and the reader of outcomes. Imports the local stack, schemas, and of the processor only its main class and
 * the JSON of the chat API, which the plain loop needs, too.
 */
@NullMarked
package dev.sluice.standalone.bench;

import org.jspecify.annotations.NullMarked;
