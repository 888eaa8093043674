/** Tests of usage over HTTP. */
@NullMarked
package dev.sluice.processor.admin.usage;

import org.jspecify.annotations.NullMarked;
