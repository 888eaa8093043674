/** The file of calls, in folders of the tests. */
@NullMarked
package dev.sluice.processor.ledger;

import org.jspecify.annotations.NullMarked;
