/**
 * The JSON of the OpenAI chat API and our records, both ways: bodies that are sent, bodies that come back, and what a
 * Batch file holds. Streaming Jackson throughout, since every request and every answer passes here once; fields that
 * the API leaves open are copied as the text they came in, so numbers keep their digits.
 *
 * <p>A leaf: it imports the generated records and Jackson, and no other package of the service.
 */
@NullMarked
package dev.sluice.processor.openai;

import org.jspecify.annotations.NullMarked;
