package dev.sluice.processor.cli;

import dev.sluice.processor.openai.BatchInputLine;
import dev.sluice.processor.openai.BatchInputReader;
import dev.sluice.processor.openai.ChatJsonException;
import dev.sluice.v1.ChatRequest;

/** Turns the lines of a Batch file into requests, and reports those that are none. */
final class BatchLines implements Lines.Handler {
    private final BatchOptions options;
    private final SeenIds alreadyThere;
    private final LineReport report;
    private final Target target;
    private final SeenIds inFile = new SeenIds();
    private long bad;
    private long skipped;

    /** Where requests go. */
    interface Target {
        void request(long line, ChatRequest request);

        /** Progress, after every line. */
        void afterLine(long bytesRead);

        boolean wantsMore();
    }

    /**
     * @param alreadyThere custom ids to leave out
     */
    BatchLines(BatchOptions options, SeenIds alreadyThere, LineReport report, Target target) {
        this.options = options;
        this.alreadyThere = alreadyThere;
        this.report = report;
        this.target = target;
    }

    @Override
    public void line(long number, byte[] text, long bytesRead) {
        if (!isBlank(text)) {
            try {
                request(number, BatchInputReader.read(text));
            } catch (ChatJsonException e) {
                bad(number, e.description());
            }
        }
        target.afterLine(bytesRead);
    }

    @Override
    public void tooLong(long number) {
        bad(number, "is longer than " + BatchSubmitter.MAX_LINE_BYTES + " bytes");
    }

    @Override
    public boolean wantsMore() {
        return target.wantsMore();
    }

    long bad() {
        return bad;
    }

    long skipped() {
        return skipped;
    }

    private void request(long number, BatchInputLine line) {
        if (!inFile.add(line.customId())) {
            bad(number, "custom_id: was on an earlier line");
        } else if (alreadyThere.contains(line.customId())) {
            skipped++;
        } else {
            ChatRequest.Builder request =
                    line.request()
                            .setId(RequestIds.requestId(options.batchId(), line.customId()))
                            .setBatchId(options.batchId())
                            .setTenant(options.tenant())
                            .setPriority(options.priority())
                            .setDeadline(options.deadline().orElse(null));
            target.request(number, request.build());
        }
    }

    private void bad(long number, String reason) {
        bad++;
        report.bad(number, reason);
    }

    private static boolean isBlank(byte[] text) {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
