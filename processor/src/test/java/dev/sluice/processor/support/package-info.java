/**
 * What tests of several packages share: real parts for the integration tests (a broker, a registry, instances in their own
 * virtual machines), and what stands in for them elsewhere.
 */
@NullMarked
package dev.sluice.processor.support;

import org.jspecify.annotations.NullMarked;
