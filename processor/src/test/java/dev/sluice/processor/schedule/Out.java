package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.CallListener;
import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Subject;

/** A call of a simulation that is out. */
record Out(Subject subject, Past past, String endpoint, CallListener done) {}
