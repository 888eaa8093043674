/** Real parts for the integration tests: a broker, a registry, instances in their own virtual machines. */
@NullMarked
package dev.sluice.processor.support;

import org.jspecify.annotations.NullMarked;
