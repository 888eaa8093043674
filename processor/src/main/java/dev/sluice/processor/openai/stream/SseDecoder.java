package dev.sluice.processor.openai.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes an event stream apart, as the HTML standard's chapter on server-sent events describes it, wherever its bytes are
 * split. Lines may end in CR, LF or CRLF. Of the fields only {@code data} is kept, each byte once; of {@code event} only
 * whether it says {@code error}.
 */
final class SseDecoder {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] LINE_FEED = {'\n'};
    private static final int USUAL_EVENT_BYTES = 512;

    private final Sink sink;
    private final int maxEventBytes;
    private final Word name = new Word();
    private final Word type = new Word();
    private Part part = Part.NAME;
    private byte[] data = new byte[USUAL_EVENT_BYTES];
    private int length;
    private int dataLines;
    private int markBytes;
    private boolean atStart = true;
    private boolean afterCr;
    private boolean sawUnknownField;
    private boolean tooLarge;

    /** Which part of a line comes next. */
    private enum Part {
        NAME,
        DATA_SPACE,
        DATA,
        TYPE_SPACE,
        TYPE,
        IGNORED
    }

    /** Takes the events. The bytes are valid during the call only. */
    interface Sink {
        /**
         * An event that is whole.
         *
         * @param isError whether its type is {@code error}
         * @param data holds its data, UTF-8
         * @param length how many bytes of it
         */
        void event(boolean isError, byte[] data, int length);

        /** What the stream held of an event when it ended; its last line may be cut. */
        void remainder(boolean isError, byte[] data, int length);
    }

    /**
     * @param maxEventBytes largest data of one event, in bytes
     */
    SseDecoder(Sink sink, int maxEventBytes) {
        this.sink = sink;
        this.maxEventBytes = maxEventBytes;
    }

    /**
     * Takes the next bytes of the stream.
     *
     * @return false when an event is too large; the decoder must not be used any more
     */
    boolean feed(byte[] bytes, int from, int to) {
        int at = atStart ? skipByteOrderMark(bytes, from, to) : from;
        while (at < to && !tooLarge) {
            byte next = bytes[at];
            if (afterCr && next == '\n') {
                afterCr = false;
                at++;
            } else if (next == '\n' || next == '\r') {
                afterCr = next == '\r';
                endLine();
                at++;
            } else {
                afterCr = false;
                int stop = endOfPart(bytes, at, to);
                take(bytes, at, stop);
                at = stop;
            }
        }
        return !tooLarge;
    }

    /** Tells what is left. */
    void end() {
        if (dataLines > 0 || isError()) {
            sink.remainder(isError(), data, length);
        }
    }

    /** Whether a line had a field that no event stream has, so that this may be something else. */
    boolean sawUnknownField() {
        return sawUnknownField || (part == Part.NAME && name.isLong());
    }

    private void take(byte[] bytes, int from, int to) {
        switch (part) {
            case NAME -> {
                if (bytes[from] == ':') {
                    endName();
                } else {
                    name.add(bytes, from, to);
                }
            }
            case DATA_SPACE, TYPE_SPACE -> {
                part = part == Part.DATA_SPACE ? Part.DATA : Part.TYPE;
                if (bytes[from] != ' ') {
                    take(bytes, from, to);
                }
            }
            case DATA -> append(bytes, from, to);
            case TYPE -> type.add(bytes, from, to);
            case IGNORED -> {}
        }
    }

    /** How far the bytes belong together: to the end of the line at most, and one by one where each one counts. */
    private int endOfPart(byte[] bytes, int from, int to) {
        if (part == Part.NAME || part == Part.DATA_SPACE || part == Part.TYPE_SPACE) {
            return from + 1;
        }
        int at = from;
        while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    private void endName() {
        if (name.is("data")) {
            startData();
            part = Part.DATA_SPACE;
        } else if (name.is("event")) {
            type.clear();
            part = Part.TYPE_SPACE;
        } else {
            sawUnknownField |= !(name.isEmpty() || name.is("id") || name.is("retry"));
            part = Part.IGNORED;
        }
    }

    private void endLine() {
        if (part == Part.NAME) {
            if (name.isEmpty()) {
                endEvent();
            } else {
                endName();
            }
        }
        part = Part.NAME;
        name.clear();
    }

    private void endEvent() {
        if (dataLines > 0 || isError()) {
            sink.event(isError(), data, length);
        }
        length = 0;
        dataLines = 0;
        type.clear();
    }

    private boolean isError() {
        return type.is("error");
    }

    private void startData() {
        if (dataLines++ > 0) {
            append(LINE_FEED, 0, 1);
        }
    }

    private void append(byte[] bytes, int from, int to) {
        int count = to - from;
        if (count > maxEventBytes - length) {
            tooLarge = true;
            return;
        }
        if (length + count > data.length) {
            long doubled = Math.min(2L * data.length, maxEventBytes);
            data = Arrays.copyOf(data, (int) Math.max(length + count, doubled));
        }
        System.arraycopy(bytes, from, data, length, count);
        length += count;
    }

    private int skipByteOrderMark(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to
                && markBytes < BYTE_ORDER_MARK.length
                && bytes[at] == BYTE_ORDER_MARK[markBytes]) {
            markBytes++;
            at++;
        }
        if (at < to) {
            atStart = false;
            if (markBytes < BYTE_ORDER_MARK.length) {
                name.add(BYTE_ORDER_MARK, 0, markBytes);
            }
        }
        return at;
    }

    /** As much of a name as it takes to tell it from others. */
    private static final class Word {
        private final byte[] bytes = new byte["retry".length() + 1];
        private int length;

        void add(byte[] source, int from, int to) {
            for (int i = from; i < to && length < bytes.length; i++) {
                bytes[length++] = source[i];
            }
        }

        boolean is(String word) {
            return length == word.length()
                    && word.equals(new String(bytes, 0, length, StandardCharsets.US_ASCII));
        }

        boolean isEmpty() {
            return length == 0;
        }

        boolean isLong() {
            return length == bytes.length;
        }

        void clear() {
            length = 0;
        }
    }
}
