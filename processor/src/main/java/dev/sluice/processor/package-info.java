/**
 * The service. {@link dev.sluice.processor.SluiceTopology} shows the whole flow; {@link dev.sluice.processor.Sluice} puts
 * the parts together and starts and stops them in order.
 */
@NullMarked
package dev.sluice.processor;

import org.jspecify.annotations.NullMarked;
