/** Tests of what stands between the flow and the Kafka clients. */
@NullMarked
package dev.sluice.processor.flow;

import org.jspecify.annotations.NullMarked;
