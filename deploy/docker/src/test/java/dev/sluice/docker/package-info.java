/** Tests of the image and of {@code docker-compose.yml}. Imports the command line of the service, and Testcontainers. */
@NullMarked
package dev.sluice.docker;

import org.jspecify.annotations.NullMarked;
