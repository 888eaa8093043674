package dev.sluice.processor.config;

/**
 * What is let in.
 *
 * @param maxRequestBytes largest request record value in bytes; a larger one is INVALID. 1 KiB to 32 MiB
 */
public record AdmissionConfig(int maxRequestBytes) {}
