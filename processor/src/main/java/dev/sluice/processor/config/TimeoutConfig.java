package dev.sluice.processor.config;

import java.time.Duration;

/**
 * How long the steps of a call may take.
 *
 * @param connect until a TCP connection stands, and again until TLS does; 10 ms to 5 min
 * @param firstByte from the start of a call to the head of its answer; 10 ms to 24 h
 * @param idle between two pieces of an answer; 10 ms to 24 h
 * @param total from the start of a call to the last byte of its answer; 10 ms to 24 h
 */
public record TimeoutConfig(Duration connect, Duration firstByte, Duration idle, Duration total) {}
