/**
 * The command line beside {@code run}: submitting a Batch file, collecting its outcomes, checking a configuration. The
 * work is done by classes that other programs can call ({@link dev.sluice.processor.cli.BatchSubmitter}, {@link
 * dev.sluice.processor.cli.BatchCollector}, {@link dev.sluice.processor.cli.UsageTable}); the commands only read
 * options and choose exit codes.
 *
 * <p>Imports config, openai and schemas, and no stage of the service: it talks to a running one through topics alone.
 */
@NullMarked
package dev.sluice.processor.cli;

import org.jspecify.annotations.NullMarked;
