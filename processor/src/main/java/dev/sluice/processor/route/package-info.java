/**
 * Which endpoints can serve a request: pure arithmetic over the configuration, without state but a cache.
 *
 * <p>Any stage may import it. It imports {@code config} and the contract's records.
 */
@NullMarked
package dev.sluice.processor.route;

import org.jspecify.annotations.NullMarked;
