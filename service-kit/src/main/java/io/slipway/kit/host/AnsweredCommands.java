package io.slipway.kit.host;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import io.slipway.events.CommandReply;
import io.slipway.events.json.Json;
import io.slipway.kit.host.PartitionStore.Kind;

import tools.jackson.core.JacksonException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The commands that were answered in the last seven days, so that a repeated one gets its first answer. */
final class AnsweredCommands {
    /** As long as the commands topics keep a command, so that none can come again unrecognised. */
    static final Duration KEPT = Duration.ofDays(7);

    /** @param fingerprint of the command, see {@link #fingerprint} */
    record Answer(String fingerprint, Instant at, CommandReply reply) {}

    private record Aging(Instant at, String id) {}

    private final PartitionStore store;
    private final Deque<Aging> oldestFirst;

    AnsweredCommands(PartitionStore store) {
        this.store = store;
        List<Aging> found = new ArrayList<>();
        store.forEach(
                Kind.ANSWER, (id, bytes) -> found.add(new Aging(read(id, bytes).at(), id)));
        found.sort(Comparator.comparing(Aging::at));
        oldestFirst = new ArrayDeque<>(found);
    }

    Optional<Answer> find(String commandId) {
        return Optional.ofNullable(store.get(Kind.ANSWER, commandId)).map(bytes -> read(commandId, bytes));
    }

    void put(String commandId, Answer answer) {
        store.put(Kind.ANSWER, commandId, Json.write(answer));
        oldestFirst.add(new Aging(answer.at(), commandId));
    }

    void forgetBefore(Instant now) {
        Instant limit = now.minus(KEPT);
        for (Aging oldest = oldestFirst.peek();
                oldest != null && oldest.at().isBefore(limit);
                oldest = oldestFirst.peek()) {
            store.delete(Kind.ANSWER, oldest.id());
            oldestFirst.remove();
        }
    }

    /** SHA-256 over type, aggregate and body, each with its length in front: what makes two commands the same. */
    static String fingerprint(String type, String key, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : List.of(type.getBytes(UTF_8), key.getBytes(UTF_8), body)) {
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Answer read(String commandId, byte[] bytes) {
        try {
            return Json.mapper().readValue(bytes, Answer.class);
        } catch (JacksonException e) {
            throw new UnreadableStateException("command " + commandId, e);
        }
    }
}
