package io.slipway.kit.http.events;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import io.slipway.kit.http.ProblemException;
import io.slipway.kit.http.SseStream;
import io.slipway.kit.kafka.KafkaSettings;

/** Serves one client: first what it has missed, then what happens. In each partition nothing is lost or doubled. */
final class EventStream {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Fewer records than fit into a client's queue. */
    private static final long NEAR = Subscriber.CAPACITY / 4;

    private final EventTail tail;
    private final KafkaSettings settings;
    private final EventFilter filter;

    EventStream(EventTail tail, KafkaSettings settings, EventFilter filter) {
        this.tail = tail;
        this.settings = settings;
        this.filter = filter;
    }

    /** Where a client starts that says nothing, that wants everything, or that has read so far. */
    StreamPosition start(@Nullable String lastEventId, boolean fromBeginning) {
        Map<TopicPartition, Long> now = tail.position(filter.topics());
        if (lastEventId == null && !fromBeginning) {
            return StreamPosition.of(now);
        }
        try (Backlog backlog = new Backlog(settings)) {
            if (lastEventId == null) {
                return StreamPosition.of(backlog.beginning(now.keySet()));
            }
            StreamPosition position = StreamPosition.parse(lastEventId, filter.topics());
            position.offsets().keySet().stream()
                    .filter(partition -> !now.containsKey(partition))
                    .findAny()
                    .ifPresent(unknown -> {
                        throw ProblemException.malformed("Last-Event-ID", "is none that this service has given out");
                    });
            position.fill(now);
            backlog.fit(position);
            return position;
        }
    }

    /** Returns when the client is gone, too slow, or the service stops. */
    void serve(StreamPosition position, SseStream out) throws IOException, InterruptedException {
        Subscriber subscriber = new Subscriber(filter);
        try {
            out.beat(position.toString());
            catchUp(position, out, subscriber);
            while (!subscriber.over()) {
                StreamedEvent event = subscriber.next(HEARTBEAT.toMillis());
                if (event == null && !subscriber.over()) {
                    out.beat(position.toString());
                } else if (event != null) {
                    send(event, position, out);
                }
            }
        } finally {
            tail.unsubscribe(subscriber);
        }
    }

    /** First comes near without a queue that could run over, then closes the gap while the queue fills. */
    private void catchUp(StreamPosition position, SseStream out, Subscriber subscriber) throws IOException {
        Map<TopicPartition, Long> now = tail.position(filter.topics());
        while (distance(position, now) > NEAR && tail.ready()) {
            read(position, now, out, tail::ready);
            now = tail.position(filter.topics());
        }
        Map<TopicPartition, Long> from = tail.subscribe(subscriber);
        read(position, from, out, () -> !subscriber.over());
    }

    private void read(StreamPosition position, Map<TopicPartition, Long> to, SseStream out, BooleanSupplier wanted)
            throws IOException {
        Map<TopicPartition, Long> missed = position.behind(to);
        if (missed.isEmpty()) {
            return;
        }
        try (Backlog backlog = new Backlog(settings)) {
            backlog.read(missed, to, wanted, record -> {
                Optional<StreamedEvent> event = StructuredMode.of(record).filter(filter::accepts);
                if (event.isPresent()) {
                    send(event.get(), position, out);
                }
            });
        }
        if (wanted.getAsBoolean()) {
            missed.keySet().forEach(partition -> position.raise(partition, to.get(partition)));
        }
    }

    private static void send(StreamedEvent event, StreamPosition position, SseStream out) throws IOException {
        if (position.advance(event.partition(), event.offset())) {
            out.send(position.toString(), event.type(), event.json());
        }
    }

    private static long distance(StreamPosition position, Map<TopicPartition, Long> to) {
        return position.behind(to).entrySet().stream()
                .mapToLong(behind -> to.get(behind.getKey()) - behind.getValue())
                .sum();
    }
}
