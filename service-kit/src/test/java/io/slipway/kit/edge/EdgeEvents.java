package io.slipway.kit.edge;

import java.net.URI;
import java.time.Instant;

import org.apache.kafka.common.header.Headers;

import io.slipway.events.Envelope;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.task.TaskReport;

/** One message of the contract, good in every way. */
final class EdgeEvents {
    private static final TaskReport.Started MESSAGE =
            new TaskReport.Started("t-1", 1, "main/deploy", Instant.parse("2026-01-01T00:00:30Z"));

    private EdgeEvents() {}

    static Headers headers() {
        return CloudEventCodec.headers(envelope());
    }

    static byte[] value() {
        return CloudEventCodec.value(envelope());
    }

    private static Envelope<TaskReport.Started> envelope() {
        return new Envelope<>(
                "id-1",
                URI.create("/slipway/test"),
                MessageCatalogue.typeOf(TaskReport.Started.class),
                "t-1",
                Instant.parse("2026-01-01T00:00:00Z"),
                "c-1",
                null,
                "worker:main/deploy",
                null,
                MESSAGE);
    }
}
