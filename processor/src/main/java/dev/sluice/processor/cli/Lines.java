package dev.sluice.processor.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream into lines one at a time, so that a file of any size takes the memory of its longest line. */
final class Lines {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private long number = 1;
    private boolean tooLong;

    private Lines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** Takes lines in their order. */
    interface Handler {
        /**
         * A line without its line end.
         *
         * @param number from 1
         * @param bytesRead how much of the stream is read by now
         */
        void line(long number, byte[] text, long bytesRead);

        /** A line that is longer than allowed; its content is skipped. */
        void tooLong(long number);

        /** Whether to read on. */
        boolean wantsMore();
    }

    /** Hands over every line without its line end; the last one may lack it. */
    static void forEach(InputStream in, int maxBytes, Handler handler) throws IOException {
        new Lines(in, maxBytes).run(handler);
    }

    private void run(Handler handler) throws IOException {
        long bytesRead = 0;
        int length;
        while ((length = in.read(buffer)) >= 0) {
            bytesRead += length;
            int start = 0;
            for (int i = 0; i < length; i++) {
                if (buffer[i] == '\n') {
                    append(start, i);
                    finish(handler, bytesRead);
                    start = i + 1;
                    if (!handler.wantsMore()) {
                        return;
                    }
                }
            }
            append(start, length);
        }
        if (rest.size() > 0 || tooLong) {
            finish(handler, bytesRead);
        }
    }

    private void append(int start, int end) {
        if (rest.size() + (end - start) > maxBytes) {
            tooLong = true;
            rest.reset();
        }
        if (!tooLong) {
            rest.write(buffer, start, end - start);
        }
    }

    private void finish(Handler handler, long bytesRead) {
        byte[] text = rest.toByteArray();
        if (tooLong) {
            handler.tooLong(number);
        } else {
            boolean carriageReturn = text.length > 0 && text[text.length - 1] == '\r';
            handler.line(
                    number,
                    carriageReturn ? Arrays.copyOf(text, text.length - 1) : text,
                    bytesRead);
        }
        rest.reset();
        tooLong = false;
        number++;
    }
}
