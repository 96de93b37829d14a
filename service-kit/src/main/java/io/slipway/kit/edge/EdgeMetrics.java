package io.slipway.kit.edge;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.RetryListener;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.events.json.UndecodableException;

/** Counts failed tries as {@code slipway.edge.failures}, and dead letters, once they are written, as {@code slipway.dead_letters}. */
final class EdgeMetrics implements RetryListener {
    private final MeterRegistry meters;

    EdgeMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> record, Exception failure, int attempt) {
        meters.counter("slipway.edge.failures", "topic", record.topic()).increment();
    }

    @Override
    public void recovered(ConsumerRecord<?, ?> record, Exception failure) {
        String reason = undecodable(failure) ? "undecodable" : "failed";
        meters.counter("slipway.dead_letters", "topic", record.topic(), "reason", reason)
                .increment();
    }

    private static boolean undecodable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UndecodableException) {
                return true;
            }
        }
        return false;
    }
}
