@NullMarked
package dev.sluice.processor.admin;

import org.jspecify.annotations.NullMarked;
