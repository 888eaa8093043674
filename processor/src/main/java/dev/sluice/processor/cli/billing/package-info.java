/**
 * The command line of money: what the totals of usage say, whether they follow from the completions, and failed requests once
 * more. Other programs can call {@link dev.sluice.processor.cli.billing.FinalUsage}.
 *
 * <p>Imports cli, config, price, schemas, and of usage how outcomes are taken apart and rows are written: whoever adds up again
 * must do it in the same way. It talks to a running service through topics alone.
 */
@NullMarked
package dev.sluice.processor.cli.billing;

import org.jspecify.annotations.NullMarked;
