/** Tests of the configuration. */
@NullMarked
package dev.sluice.processor.config;

import org.jspecify.annotations.NullMarked;
