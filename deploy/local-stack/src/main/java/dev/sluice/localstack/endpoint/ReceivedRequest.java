package dev.sluice.localstack.endpoint;

import java.util.Map;

/**
 * A chat request as it came in.
 *
 * @param number from 1, in the order of arrival
 * @param arrivedMillis when it arrived, in milliseconds since the epoch
 * @param path with the query
 * @param headers by lower-case name; the last one where a name came twice
 * @param body as text
 */
public record ReceivedRequest(
        long number, long arrivedMillis, String path, Map<String, String> headers, String body) {

    /** Copies the headers. */
    public ReceivedRequest {
        headers = Map.copyOf(headers);
    }

    /** Neither headers nor body, because they hold secrets and prompts. */
    @Override
    public String toString() {
        return "ReceivedRequest[" + number + ", " + path + ", " + body.length() + " characters]";
    }
}
