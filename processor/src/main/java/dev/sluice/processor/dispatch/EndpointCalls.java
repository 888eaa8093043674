package dev.sluice.processor.dispatch;

import java.util.List;

/**
 * Makes the calls to one endpoint, dealt out over several event loops.
 *
 * @param lanes at least one
 * @param outcomes what comes of finished calls
 * @param measured measures them
 */
record EndpointCalls(List<HttpLane> lanes, CallOutcomes outcomes, MeasuredCalls measured) {
    void send(Call call, CallListener listener) {
        HttpLane least = lanes.get(0);
        for (HttpLane lane : lanes) {
            if (lane.inFlight() < least.inFlight()) {
                least = lane;
            }
        }
        least.send(
                call,
                listener::sent,
                listener::chunk,
                finished -> {
                    CallEnd end = outcomes.of(finished);
                    measured.ended(finished, end);
                    listener.ended(end);
                });
    }
}
