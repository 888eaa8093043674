package dev.sluice.processor.usage;

/** What goes to where usage is added up. */
sealed interface Posting permits Delta, SentCalls {}
