/** The promises, on a real broker and registry, with instances in processes of their own. */
@NullMarked
package dev.sluice.processor.e2e.canary;

import org.jspecify.annotations.NullMarked;
