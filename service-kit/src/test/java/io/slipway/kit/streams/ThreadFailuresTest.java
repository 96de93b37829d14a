package io.slipway.kit.streams;

import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadFailuresTest {
    private final ThreadFailures failures = new ThreadFailures("slipway-tally");

    @Test
    void aThreadThatDiedOfTheNetworkIsReplaced() {
        assertThat(failures.handle(new StreamsException(new TimeoutException("no broker"))))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }

    @Test
    void aHostThatLostItsPlaceStops() {
        assertThat(failures.handle(
                        new StreamsException(new NoOffsetForPartitionException(new TopicPartition("commands", 0)))))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }

    @Test
    void aHostThatCannotReadAStateStops() {
        assertThat(failures.handle(new StreamsException(
                        new UnreadableStateException("app", new IllegalArgumentException("not JSON")))))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }

    @Test
    void ofTwoHostsWithOneNameTheFencedOneStops() {
        assertThat(failures.handle(new FencedInstanceIdException("another instance has the name")))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }
}
