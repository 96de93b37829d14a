package io.slipway.notification.domain.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.notification.DeliveryEvent;
import io.slipway.events.notification.Notification;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.kit.aggregate.Draft;
import io.slipway.notification.domain.state.ChannelQueue;
import io.slipway.notification.domain.state.Digest;
import io.slipway.notification.domain.state.NotificationState;
import io.slipway.notification.domain.state.Pending;

/** Moves the queues on: one delivery at a time for each channel, none waiting for another channel. */
final class Deliveries {
    /** Bounds the state of an application whose target stays away: about 1 MB for each channel. */
    static final int MOST_PENDING = 2000;

    private final Draft<NotificationState, NotificationEvent> draft;
    private final Schedule schedule;
    private final String application;

    Deliveries(Draft<NotificationState, NotificationEvent> draft, Schedule schedule) {
        this.draft = draft;
        this.schedule = schedule;
        this.application = draft.state().application();
    }

    /** @param digest how long it is collected with others; null for at once */
    void tell(Notification notification, @Nullable Duration digest) {
        if (digest == null || !digest.isPositive()) {
            request(notification);
        } else {
            draft.emit(new NotificationEvent.Collected(
                    application,
                    notification.channel(),
                    Digests.item(notification),
                    draft.now().plus(digest)));
        }
    }

    private void request(Notification notification) {
        draft.emit(new DeliveryEvent.Requested(application, notification));
        List<Pending> pending =
                draft.state().channels().get(notification.channel()).pending();
        if (pending.size() > MOST_PENDING) {
            pending.stream()
                    .filter(Deadlines::mayBeGivenUp)
                    .findFirst()
                    .ifPresent(oldest -> giveUp(oldest, "more than " + MOST_PENDING + " wait for this channel"));
        }
    }

    /** Does what can be done now. */
    void goOn() {
        for (String channel : List.copyOf(draft.state().channels().keySet())) {
            @Nullable Digest digest = queue(channel).digest();
            if (digest != null && Digests.due(digest, draft.now())) {
                request(Digests.notification(application, channel, digest, draft.now()));
            }
            queue(channel).head().ifPresent(this::loseWhenSilent);
            queue(channel).pending().stream()
                    .filter(Deadlines::mayBeGivenUp)
                    .filter(pending -> passed(schedule.giveUpAt(pending.notification())))
                    .forEach(pending -> giveUp(pending, "it is older than " + inWords()));
            queue(channel).head().ifPresent(this::startWhenDue);
        }
    }

    void lose(Pending pending, String reason) {
        draft.emit(new DeliveryEvent.DeliveryLost(
                application, pending.id(), pending.notification().channel(), pending.attempt(), reason));
    }

    /** @param retryAfter for how long the target wants to be left alone, where it said so */
    void fail(Pending pending, String reason, boolean rejected, @Nullable Duration retryAfter) {
        @Nullable Instant since = pending.rejectedSince();
        if (rejected && since != null && passed(since.plus(schedule.rejectedHorizon()))) {
            giveUp(pending, "the target keeps rejecting it: " + reason);
            return;
        }
        draft.emit(new DeliveryEvent.DeliveryFailed(
                application,
                pending.id(),
                pending.notification().channel(),
                pending.attempt(),
                reason,
                rejected,
                schedule.retryAt(draft.now(), pending.failures() + 1, retryAfter)));
    }

    private void giveUp(Pending pending, String reason) {
        String channel = pending.notification().channel();
        @Nullable String error = pending.failures() == 0 ? null : queue(channel).lastError();
        draft.emit(new DeliveryEvent.GivenUp(
                application,
                pending.id(),
                channel,
                pending.attempt(),
                error == null || reason.contains(error) ? reason : reason + "; last error: " + error));
    }

    private void loseWhenSilent(Pending head) {
        if (!passed(head.until())) {
            return;
        }
        switch (head.phase()) {
            case OFFERED -> lose(head, "no worker took it");
            case CLAIMED -> lose(head, head.worker() + " fell silent");
            case WAITING, BACKING_OFF -> {}
        }
    }

    private void startWhenDue(Pending head) {
        boolean due = switch (head.phase()) {
            case WAITING -> true;
            case BACKING_OFF -> passed(head.until());
            case OFFERED, CLAIMED -> false;
        };
        if (due) {
            draft.emit(new DeliveryEvent.DeliveryStarted(
                    application,
                    head.id(),
                    head.notification().channel(),
                    head.attempt() + 1,
                    draft.now().plus(schedule.pickUp())));
        }
    }

    private ChannelQueue queue(String channel) {
        return draft.state().channels().get(channel);
    }

    private boolean passed(@Nullable Instant time) {
        return time != null && !time.isAfter(draft.now());
    }

    private String inWords() {
        long days = schedule.horizon().toDays();
        return days > 0 ? days + " days" : schedule.horizon().toSeconds() + " s";
    }
}
