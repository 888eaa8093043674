/**
 * Child JVMs that never outlive their parent, however it ends.
 *
 * <p>May import {@code dev.sluice.localstack} only.
 */
@NullMarked
package dev.sluice.localstack.process;

import org.jspecify.annotations.NullMarked;
