/** Calls over real connections to an endpoint that misbehaves. */
@NullMarked
package dev.sluice.processor.dispatch;

import org.jspecify.annotations.NullMarked;
