@NullMarked
package dev.sluice.processor.admin.state;

import org.jspecify.annotations.NullMarked;
