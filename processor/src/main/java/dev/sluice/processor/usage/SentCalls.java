package dev.sluice.processor.usage;

import java.util.OptionalLong;

/**
 * What is known of the calls that one run of an instance sent to one endpoint.
 *
 * @param instance the run, as attempts name it
 * @param endpoint name of the endpoint
 * @param recorded so many more are on outcomes
 * @param sent all that it sent, once it sends no more
 */
record SentCalls(String instance, String endpoint, long recorded, OptionalLong sent)
        implements Posting {}
