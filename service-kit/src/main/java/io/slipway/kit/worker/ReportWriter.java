package io.slipway.kit.worker;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.task.TaskLogged;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport;

import tools.jackson.databind.JsonNode;

/** Words the reports of one attempt and puts them in envelopes that belong to the request the task follows from. */
final class ReportWriter {
    /** Who writes, and what it takes from the world to do so. */
    record Author(String workerId, URI source, InstantSource clock, Supplier<String> ids) {}

    private final Author author;
    private final Envelope<TaskOffered> offered;
    private volatile @Nullable String traceparent;

    ReportWriter(Author author, Envelope<TaskOffered> offered) {
        this.author = author;
        this.offered = offered;
        this.traceparent = offered.traceparent();
    }

    /** From now on the reports belong to this span. */
    void traceparent(@Nullable String own) {
        if (own != null) {
            traceparent = own;
        }
    }

    Envelope<TaskReport> started() {
        return wrap(new TaskReport.Started(id(), attempt(), author.workerId(), leaseUntil()));
    }

    Envelope<TaskReport> renewed() {
        return wrap(new TaskReport.Renewed(id(), attempt(), author.workerId(), leaseUntil()));
    }

    Envelope<TaskReport> progressed(String message, @Nullable Integer percent) {
        return wrap(new TaskReport.Progressed(id(), attempt(), author.workerId(), message, percent));
    }

    Envelope<TaskReport> succeeded(JsonNode output) {
        return wrap(new TaskReport.Succeeded(id(), attempt(), author.workerId(), output));
    }

    Envelope<TaskReport> failed(String reason, boolean retryable, @Nullable Duration retryAfter) {
        return wrap(new TaskReport.Failed(id(), attempt(), author.workerId(), reason, retryable, retryAfter));
    }

    Envelope<TaskReport> released() {
        return wrap(new TaskReport.Released(id(), attempt(), author.workerId()));
    }

    Envelope<TaskLogged> logged(long sequence, List<String> lines) {
        Instant now = author.clock().instant();
        return wrap(new TaskLogged(
                id(), attempt(), sequence, now, lines, offered.data().labels()));
    }

    private String id() {
        return offered.data().taskId();
    }

    private int attempt() {
        return offered.data().attempt();
    }

    private Instant leaseUntil() {
        return author.clock().instant().plus(offered.data().lease());
    }

    private <T extends Message> Envelope<T> wrap(T message) {
        return new Envelope<>(
                author.ids().get(),
                author.source(),
                MessageCatalogue.typeOf(message.getClass()),
                offered.subject(),
                author.clock().instant(),
                offered.correlationId(),
                offered.id(),
                "worker:" + author.workerId(),
                traceparent,
                message);
    }
}
