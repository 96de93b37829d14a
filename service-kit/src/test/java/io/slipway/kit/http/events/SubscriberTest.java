package io.slipway.kit.http.events;

import java.util.Set;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriberTest {
    private static final TopicPartition PARTITION = new TopicPartition("slipway.deploy.events", 0);

    private final Subscriber subscriber =
            new Subscriber(new EventFilter(Set.of(PARTITION.topic()), "shop", null, null));

    @Test
    void aClientThatReadsTooSlowlyIsDropped() {
        for (int offset = 0; offset < Subscriber.CAPACITY; offset++) {
            subscriber.offer(event("shop", offset));
        }
        assertThat(subscriber.over()).isFalse();
        subscriber.offer(event("shop", Subscriber.CAPACITY));
        assertThat(subscriber.over()).isTrue();
    }

    @Test
    void whatAClientDoesNotWantTakesNoRoom() throws InterruptedException {
        for (int offset = 0; offset <= Subscriber.CAPACITY; offset++) {
            subscriber.offer(event("other", offset));
        }
        assertThat(subscriber.over()).isFalse();
        assertThat(subscriber.next(0)).isNull();
    }

    @Test
    void eventsComeInTheirOrder() throws InterruptedException {
        subscriber.offer(event("shop", 1));
        subscriber.offer(event("shop", 2));
        assertThat(subscriber.next(0).offset()).isEqualTo(1);
        assertThat(subscriber.next(0).offset()).isEqualTo(2);
    }

    private static StreamedEvent event(String application, long offset) {
        return new StreamedEvent(PARTITION, offset, application, "type", "subject", new byte[0]);
    }
}
