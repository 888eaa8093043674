package dev.sluice.processor.config;

/**
 * What is let in.
 *
 * @param maxRequestBytes largest request record value in bytes; a larger one is INVALID. At least 1 KiB
 */
public record AdmissionConfig(int maxRequestBytes) {}
