package io.slipway.kit.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.slipway.events.CommandReply;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.json.UndecodableException;
import io.slipway.kit.kafka.RecordHeaders;

/** Brings replies to those who wait for them, and remembers the newest ones. Most are never looked at. */
final class Replies {
    private static final String TYPE = MessageCatalogue.typeOf(CommandReply.class);
    private static final String CONFLICT = "conflict";

    private final Map<String, CompletableFuture<CommandReply>> waiting = new ConcurrentHashMap<>();
    private final Map<String, ConsumerRecord<String, byte[]>> recent;

    Replies(int remembered) {
        this.recent = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, ConsumerRecord<String, byte[]>> eldest) {
                return size() > remembered;
            }
        };
    }

    /** @param submission as in {@link RecordHeaders#SUBMISSION} */
    CompletableFuture<CommandReply> expect(String submission, long limitMillis) {
        CompletableFuture<CommandReply> reply = new CompletableFuture<>();
        waiting.put(submission, reply);
        return reply.orTimeout(limitMillis, TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> waiting.remove(submission));
    }

    int waiting() {
        return waiting.size();
    }

    /** The first answer to a command, if it is recent. */
    Optional<CommandReply> find(String commandId) {
        synchronized (recent) {
            return Optional.ofNullable(recent.get(commandId)).flatMap(Replies::read);
        }
    }

    /**
     * Looks at the headers alone: most replies nobody here waits for.
     *
     * @throws UndecodableException when it says that it is something else
     */
    void take(ConsumerRecord<String, byte[]> record) {
        String type = RecordHeaders.get(record.headers(), "ce_type");
        if (!TYPE.equals(type)) {
            throw new UndecodableException("a reply is expected, found " + type);
        }
        if (!CONFLICT.equals(RecordHeaders.get(record.headers(), RecordHeaders.DUPLICATE))) {
            synchronized (recent) {
                recent.putIfAbsent(record.key(), record);
            }
        }
        String submission = RecordHeaders.get(record.headers(), RecordHeaders.SUBMISSION);
        CompletableFuture<CommandReply> waiter = submission == null ? null : waiting.get(submission);
        if (waiter != null) {
            read(record).ifPresent(waiter::complete);
        }
    }

    private static Optional<CommandReply> read(ConsumerRecord<String, byte[]> record) {
        return CloudEventCodec.decode(record.headers(), record.value()).data() instanceof CommandReply reply
                ? Optional.of(reply)
                : Optional.empty();
    }
}
