package dev.sluice.processor.admin.health;

import java.util.function.Supplier;

/**
 * One thing that is looked at.
 *
 * @param name what it is called in answers
 * @param finding what is known of it; asked on an event loop, and must not wait for anything
 */
public record Check(String name, Supplier<Finding> finding) {}
