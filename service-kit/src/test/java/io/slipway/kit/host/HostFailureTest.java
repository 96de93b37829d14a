package io.slipway.kit.host;

import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HostFailureTest {

    @Test
    void aHostThatLostTheNetworkGoesOn() {
        assertThat(HostFailure.isFinal(new KafkaException(new TimeoutException("no broker"))))
                .isFalse();
    }

    @Test
    void aHostWhoseTransactionWasFencedGoesOn() {
        assertThat(HostFailure.isFinal(new ProducerFencedException("a newer producer has the name")))
                .isFalse();
    }

    @Test
    void aHostThatLostItsPlaceStops() {
        assertThat(HostFailure.isFinal(
                        new KafkaException(new NoOffsetForPartitionException(new TopicPartition("commands", 0)))))
                .isTrue();
    }

    @Test
    void aHostThatCannotReadAStateStops() {
        assertThat(HostFailure.isFinal(new KafkaException(
                        new UnreadableStateException("app", new IllegalArgumentException("not JSON")))))
                .isTrue();
    }

    @Test
    void ofTwoHostsWithOneNameTheFencedOneStops() {
        assertThat(HostFailure.isFinal(new FencedInstanceIdException("another instance has the name")))
                .isTrue();
    }
}
