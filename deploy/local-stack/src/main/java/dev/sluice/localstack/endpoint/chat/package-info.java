/**
 * What the simulated endpoint understands of a chat request, and what it answers: the OpenAI chat completions format.
 *
 * <p>Pure functions of the request, without I/O. Imports nothing of the project.
 */
@NullMarked
package dev.sluice.localstack.endpoint.chat;

import org.jspecify.annotations.NullMarked;
