/** Which endpoints serve which requests. */
@NullMarked
package dev.sluice.processor.route;

import org.jspecify.annotations.NullMarked;
