package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.processor.openai.JsonCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tool calls whose pieces come mixed. A piece belongs to the call with its index; without an index its id tells; without
 * either it continues the last call. Several servers give every call the same index: a piece there that has another id
 * and names a function begins a call of its own, while one that merely has another id does not, since others make up a
 * new id for each piece. An id that came before tells in any case.
 */
final class ToolCallPieces implements Pieces {
    private final List<ToolCallInPieces> calls = new ArrayList<>(1);
    private final Map<Integer, ToolCallInPieces> lastByIndex = new HashMap<>();
    private final Map<String, ToolCallInPieces> byId = new HashMap<>();
    private Optional<ToolCallInPieces> last = Optional.empty();

    @Override
    public void add(JsonCursor cursor) throws IOException {
        Set<ToolCallInPieces> inThisChunk = new HashSet<>();
        cursor.eachElement(
                place -> {
                    ToolCallPiece piece = ToolCallPiece.read(cursor);
                    ToolCallInPieces call = known(piece, inThisChunk).orElseGet(() -> begin(piece));
                    call.add(piece);
                    last = Optional.of(call);
                    inThisChunk.add(call);
                    piece.index().ifPresent(index -> lastByIndex.put(index, call));
                    if (!piece.id().isEmpty()) {
                        byId.put(piece.id(), call);
                    }
                });
    }

    private Optional<ToolCallInPieces> known(
            ToolCallPiece piece, Set<ToolCallInPieces> inThisChunk) {
        if (piece.index().isPresent()) {
            Optional<ToolCallInPieces> there =
                    Optional.ofNullable(lastByIndex.get(piece.index().get()));
            boolean isAnother =
                    (!piece.name().isEmpty() || byId.containsKey(piece.id()))
                            && there.filter(call -> call.hasOtherId(piece)).isPresent();
            return isAnother ? Optional.ofNullable(byId.get(piece.id())) : there;
        }
        if (!piece.id().isEmpty()) {
            return Optional.ofNullable(byId.get(piece.id()));
        }
        return piece.name().isEmpty()
                ? last
                : last.filter(call -> !call.hasOtherName(piece) && !inThisChunk.contains(call));
    }

    private ToolCallInPieces begin(ToolCallPiece piece) {
        ToolCallInPieces call = new ToolCallInPieces(piece.index().orElse(calls.size()));
        calls.add(call);
        return call;
    }

    @Override
    public void write(JsonGenerator generator) throws IOException {
        List<ToolCallInPieces> ordered = new ArrayList<>(calls);
        ordered.sort(Comparator.comparingInt(ToolCallInPieces::place));
        generator.writeStartArray();
        for (ToolCallInPieces call : ordered) {
            call.write(generator);
        }
        generator.writeEndArray();
    }

    @Override
    public long characters() {
        return calls.stream().mapToLong(ToolCallInPieces::characters).sum();
    }
}
