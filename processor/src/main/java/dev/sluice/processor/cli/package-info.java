/**
 * The command line beside {@code run}: submitting a Batch file, collecting its outcomes, checking a configuration, setting
 * limits; money has a package of its own below. The work is done by classes that other programs can call ({@link
 * dev.sluice.processor.cli.BatchSubmitter}, {@link dev.sluice.processor.cli.BatchCollector}, {@link dev.sluice.processor.cli.UsageTable}, {@link
 * dev.sluice.processor.cli.LimitPublisher}); the commands only read options and choose exit codes.
 *
 * <p>Imports config, control, openai and schemas, and no stage of the service: it talks to a running one through topics
 * alone.
 */
@NullMarked
package dev.sluice.processor.cli;

import org.jspecify.annotations.NullMarked;
