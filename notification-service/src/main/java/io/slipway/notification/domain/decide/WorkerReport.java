package io.slipway.notification.domain.decide;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Refusal;
import io.slipway.events.notification.DeliveryEvent;
import io.slipway.events.notification.NotificationCommand.BeginDelivery;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;
import io.slipway.notification.domain.state.NotificationState;
import io.slipway.notification.domain.state.Pending;
import io.slipway.notification.domain.state.Pending.Phase;

import tools.jackson.databind.JsonNode;

/**
 * What workers say. The attempt number fences: a word about an attempt that is over changes nothing, and a worker that
 * begins or holds on to such an attempt is told so and stops.
 */
final class WorkerReport {
    private final Draft<NotificationState, NotificationEvent> draft;
    private final Deliveries deliveries;
    private final Schedule schedule;
    private final String application;

    WorkerReport(Draft<NotificationState, NotificationEvent> draft, Deliveries deliveries, Schedule schedule) {
        this.draft = draft;
        this.deliveries = deliveries;
        this.schedule = schedule;
        this.application = draft.state().application();
    }

    /** A worker of an older version asks for what the claim grants by now; there is one permission for each attempt. */
    Decision<NotificationEvent> begin(BeginDelivery begin) {
        Optional<Pending> pending = running(begin.notificationId(), begin.attempt())
                .filter(found -> found.phase() == Phase.CLAIMED && !found.begun());
        if (pending.isEmpty()) {
            return over(begin.notificationId(), begin.attempt());
        }
        draft.emit(new DeliveryEvent.DeliveryBegun(
                application,
                begin.notificationId(),
                pending.get().notification().channel(),
                begin.attempt()));
        return draft.accepted(begin.notificationId());
    }

    Decision<NotificationEvent> decide(TaskReport report) {
        Optional<Pending> pending = running(report.taskId(), report.attempt())
                .filter(found -> found.worker() == null || found.worker().equals(report.worker()))
                .filter(found -> !(report instanceof TaskReport.Started) || found.phase() == Phase.OFFERED);
        if (pending.isEmpty()) {
            return stale(report);
        }
        accept(pending.get(), report);
        deliveries.goOn();
        return draft.accepted(report.taskId());
    }

    /** A worker of an older version gives none. */
    private static @Nullable Map<String, String> receipt(JsonNode output) {
        Map<String, String> thread = new TreeMap<>();
        output.path("thread")
                .properties()
                .forEach(entry -> thread.put(entry.getKey(), entry.getValue().asString()));
        return thread.isEmpty() ? null : thread;
    }

    private Optional<Pending> running(String notificationId, int attempt) {
        return draft.state()
                .find(notificationId)
                .filter(found -> found.phase() == Phase.OFFERED || found.phase() == Phase.CLAIMED)
                .filter(found -> found.attempt() == attempt);
    }

    private static Decision<NotificationEvent> stale(TaskReport report) {
        return switch (report) {
            case TaskReport.Started started -> over(started.taskId(), started.attempt());
            case TaskReport.Renewed renewed -> over(renewed.taskId(), renewed.attempt());
            case TaskReport.Progressed ignored -> Decision.nothing();
            case TaskReport.Succeeded ignored -> Decision.nothing();
            case TaskReport.Failed ignored -> Decision.nothing();
            case TaskReport.Released ignored -> Decision.nothing();
        };
    }

    private static Decision<NotificationEvent> over(String notificationId, int attempt) {
        return Decision.refused(
                Refusal.Code.CONFLICT,
                "attempt " + attempt + " at " + notificationId + " is over or another worker's; stop it");
    }

    private void accept(Pending pending, TaskReport report) {
        String id = pending.id();
        String channel = pending.notification().channel();
        int attempt = pending.attempt();
        switch (report) {
            case TaskReport.Started started -> {
                // The claim is the permission to send: whoever claims again, even under the same name, may not.
                draft.emit(new DeliveryEvent.DeliveryClaimed(
                        application,
                        id,
                        channel,
                        attempt,
                        started.worker(),
                        draft.now().plus(schedule.lease())));
                draft.emit(new DeliveryEvent.DeliveryBegun(application, id, channel, attempt));
            }
            case TaskReport.Renewed ignored ->
                draft.emit(new DeliveryEvent.DeliveryLeaseRenewed(
                        application, id, channel, attempt, draft.now().plus(schedule.lease())));
            case TaskReport.Progressed ignored -> {}
            case TaskReport.Succeeded done ->
                draft.emit(new DeliveryEvent.Delivered(application, id, channel, attempt, receipt(done.output())));
            case TaskReport.Failed failed ->
                deliveries.fail(pending, failed.reason(), !failed.retryable(), failed.retryAfter());
            case TaskReport.Released released -> deliveries.lose(pending, released.worker() + " handed it back");
        }
    }
}
