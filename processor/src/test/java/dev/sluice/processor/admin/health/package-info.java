@NullMarked
package dev.sluice.processor.admin.health;

import org.jspecify.annotations.NullMarked;
