package io.slipway.kit.deadletter;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

import io.slipway.kit.kafka.KafkaSettings;

/**
 * The dead-letter topics of the platform, read on demand. Every call reads what is there now, so it costs time in
 * proportion to that; it throws {@link org.apache.kafka.common.KafkaException} when Kafka cannot be reached.
 */
public final class DeadLetters implements AutoCloseable {
    private final DeadLetterReader reader;
    private final DeadLetterReplayer replayer;

    public DeadLetters(KafkaSettings settings, InstantSource clock) {
        this.reader = new DeadLetterReader(settings);
        this.replayer = new DeadLetterReplayer(settings, clock);
    }

    /** Every dead letter of every topic, the newest first. */
    public List<DeadLetter> list() {
        Found found = new Found();
        reader.readAll(found::add);
        return found.letters();
    }

    /** One dead letter with its headers and value; empty when there is none of this id. */
    public Optional<DeadLetterDetail> find(String id) {
        return DeadLetterId.parse(id).flatMap(place -> {
            Found found = new Found();
            reader.readTopic(place.partition().topic(), found::add);
            return found.detail(place.toString());
        });
    }

    /**
     * Sends a dead letter to the topic it came from, as it was: same key, value and headers, and a header
     * {@code slipway-replay-of} with its id. Returns when all in-sync replicas have it. Then the replay is noted in the
     * dead-letter topic. After a crash between the two the list does not know of the replay, and a second one sends the
     * record again: harmless for commands and everything else whose reader knows a CloudEvents id it has seen.
     *
     * @param actor who wants it
     * @param force replays it although it was replayed before
     */
    public ReplayResult replay(String id, String actor, boolean force) {
        Optional<DeadLetterId> place = DeadLetterId.parse(id);
        if (place.isEmpty()) {
            return new ReplayResult.NotFound(id);
        }
        Found found = new Found();
        reader.readTopic(place.get().partition().topic(), found::add);
        ConsumerRecord<byte[], byte[]> record = found.records.get(id);
        if (record == null) {
            return new ReplayResult.NotFound(id);
        }
        DeadLetter letter = found.letter(record);
        if (letter.replayed() != null && !force) {
            return new ReplayResult.AlreadyReplayed(letter);
        }
        RecordMetadata sent = replayer.send(letter, record);
        DeadLetter.Replayed replayed = replayer.note(place.get(), actor);
        return new ReplayResult.Replayed(
                DeadLetterFormat.letter(record, replayed), sent.topic(), sent.partition(), sent.offset());
    }

    @Override
    public void close() {
        replayer.close();
    }

    /** Dead letters and the markers that say which of them were replayed. */
    private static final class Found {
        private final Map<String, ConsumerRecord<byte[], byte[]>> records = new HashMap<>();
        private final Map<String, DeadLetter.Replayed> replays = new HashMap<>();

        void add(ConsumerRecord<byte[], byte[]> record) {
            String replayed = DeadLetterFormat.header(record, DeadLetterHeaders.REPLAYED);
            if (replayed == null) {
                records.put(DeadLetterId.of(record).toString(), record);
                return;
            }
            String by = DeadLetterFormat.header(record, DeadLetterHeaders.REPLAYED_BY);
            replays.merge(
                    record.topic() + "@" + replayed,
                    new DeadLetter.Replayed(DeadLetterFormat.at(record), by == null ? "" : by),
                    (before, now) -> before.at().isAfter(now.at()) ? before : now);
        }

        List<DeadLetter> letters() {
            List<DeadLetter> letters =
                    new ArrayList<>(records.values().stream().map(this::letter).toList());
            letters.sort(Comparator.comparing(DeadLetter::at).reversed().thenComparing(DeadLetter::id));
            return letters;
        }

        Optional<DeadLetterDetail> detail(String id) {
            return Optional.ofNullable(records.get(id))
                    .map(record -> DeadLetterFormat.detail(record, replayed(record)));
        }

        DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
            return DeadLetterFormat.letter(record, replayed(record));
        }

        private DeadLetter.@Nullable Replayed replayed(ConsumerRecord<byte[], byte[]> record) {
            return replays.get(DeadLetterId.of(record).toString());
        }
    }
}
