@NullMarked
package dev.sluice.processor.metrics;

import org.jspecify.annotations.NullMarked;
