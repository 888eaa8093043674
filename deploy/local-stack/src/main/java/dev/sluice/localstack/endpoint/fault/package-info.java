/**
 * The fault script of the simulated endpoint: which requests go wrong, and how. It decides; the endpoint acts.
 *
 * <p>Imports nothing of the project.
 */
@NullMarked
package dev.sluice.localstack.endpoint.fault;

import org.jspecify.annotations.NullMarked;
