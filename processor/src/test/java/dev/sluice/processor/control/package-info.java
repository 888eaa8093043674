/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.processor.control;

import org.jspecify.annotations.NullMarked;
