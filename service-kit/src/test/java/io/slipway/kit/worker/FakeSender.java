package io.slipway.kit.worker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.slipway.events.CommandReply;
import io.slipway.events.Envelope;
import io.slipway.events.Refusal;
import io.slipway.events.Topic;
import io.slipway.events.task.TaskLogged;
import io.slipway.events.task.TaskReport;

/** Keeps what is sent; Kafka has it at once, unless the test wants it otherwise. */
final class FakeSender implements ReportSender {
    record Report(String topic, String key, Envelope<TaskReport> envelope, Sent sent) {
        void accept() {
            sent.reply().complete(new CommandReply(envelope.id(), true, null, 1, null));
        }

        void refuse() {
            sent.reply()
                    .complete(new CommandReply(
                            envelope.id(), false, null, 0, Refusal.of(Refusal.Code.CONFLICT, "the task is over")));
        }
    }

    record Log(String topic, String key, Envelope<TaskLogged> envelope) {}

    final List<Report> reports = new CopyOnWriteArrayList<>();
    final List<Log> logs = new CopyOnWriteArrayList<>();
    final AtomicInteger failures = new AtomicInteger();
    volatile boolean slow;

    @Override
    public Sent report(String topic, String key, Envelope<TaskReport> report) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        Sent sent = new Sent(stored, new CompletableFuture<>());
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            stored.completeExceptionally(new IllegalStateException("the broker is away"));
            return sent;
        }
        reports.add(new Report(topic, key, report, sent));
        if (!slow) {
            stored.complete(null);
        }
        return sent;
    }

    @Override
    public CompletableFuture<?> send(String topic, String key, Envelope<TaskReport> report) {
        return report(topic, key, report).stored();
    }

    @Override
    public CompletableFuture<?> log(Topic topic, String key, Envelope<TaskLogged> lines) {
        logs.add(new Log(topic.name(), key, lines));
        return CompletableFuture.completedFuture(null);
    }

    List<TaskReport> messages() {
        return reports.stream().map(report -> report.envelope().data()).toList();
    }

    <T extends TaskReport> List<T> messages(Class<T> type) {
        return messages().stream().filter(type::isInstance).map(type::cast).toList();
    }
}
