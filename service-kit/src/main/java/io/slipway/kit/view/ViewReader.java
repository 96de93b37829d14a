package io.slipway.kit.view;

import java.util.Collection;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import io.slipway.events.Document;
import io.slipway.events.Topic;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.SkippedRecords;
import io.slipway.kit.kafka.StartAt;
import io.slipway.kit.kafka.TopicReader;

/** Fills the {@link ViewStore} from the views topics, from their beginning. */
public final class ViewReader implements SmartLifecycle {
    private static final int PHASE = -1000;

    private final KafkaSettings settings;
    private final List<String> topics;
    private final ViewStore store;
    private final SkippedRecords skipped;
    private volatile @Nullable TopicReader reader;

    public ViewReader(KafkaSettings settings, Collection<Topic> topics, ViewStore store, SkippedRecords skipped) {
        this.settings = settings;
        this.topics = topics.stream().map(Topic::name).distinct().toList();
        this.store = store;
        this.skipped = skipped;
    }

    /** Whether the store shows everything that was published before the start. */
    public boolean caughtUp() {
        TopicReader current = reader;
        return topics.isEmpty() || (current != null && current.caughtUp());
    }

    @Override
    public void start() {
        TopicReader started =
                new TopicReader("views", settings, topics, StartAt.beginning(), skipped.skipping(this::take));
        reader = started;
        if (!topics.isEmpty()) {
            started.start();
        }
    }

    @Override
    public void stop() {
        TopicReader current = reader;
        reader = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public boolean isRunning() {
        return reader != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            store.apply(new ViewChange(record.key(), null));
            return;
        }
        if (CloudEventCodec.decode(record.headers(), record.value()).data() instanceof Document document) {
            store.apply(new ViewChange(record.key(), document));
        }
    }
}
