package io.slipway.notification.domain.project;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Document;
import io.slipway.events.notification.Notification;
import io.slipway.events.notification.view.NotificationsView;
import io.slipway.events.notification.view.NotificationsView.ChannelView;
import io.slipway.events.notification.view.NotificationsView.EndView;
import io.slipway.events.notification.view.NotificationsView.PendingView;
import io.slipway.kit.aggregate.Documents;
import io.slipway.notification.domain.state.ChannelQueue;
import io.slipway.notification.domain.state.Ending;
import io.slipway.notification.domain.state.NotificationState;
import io.slipway.notification.domain.state.Pending;

/** The document behind the HTTP API. */
final class NotificationDocuments implements Documents<NotificationState> {
    /** Bounds the document, however long a target is down. */
    private static final int SHOWN = 20;

    @Override
    public Map<String, Document> changed(NotificationState before, NotificationState after, long revision) {
        return view(before, 0).equals(view(after, 0))
                ? Map.of()
                : Map.of(NotificationsView.key(after.application()), view(after, revision));
    }

    private static NotificationsView view(NotificationState state, long revision) {
        List<ChannelView> channels = state.channels().entrySet().stream()
                .map(entry -> channel(entry.getKey(), entry.getValue()))
                .toList();
        return new NotificationsView(state.application(), revision, state.rules(), channels);
    }

    private static ChannelView channel(String name, ChannelQueue queue) {
        return new ChannelView(
                name,
                queue.pending().size(),
                queue.pending().stream()
                        .limit(SHOWN)
                        .map(NotificationDocuments::pending)
                        .toList(),
                queue.delivered(),
                queue.givenUp(),
                ending(queue.lastDelivered()),
                ending(queue.lastGivenUp()),
                queue.lastError());
    }

    private static PendingView pending(Pending pending) {
        Notification notification = pending.notification();
        @Nullable Instant retryAt = pending.phase() == Pending.Phase.BACKING_OFF ? pending.until() : null;
        return new PendingView(
                notification.id(),
                notification.environment(),
                notification.deploymentId(),
                notification.version(),
                notification.to(),
                notification.at(),
                pending.attempt(),
                retryAt);
    }

    private static @Nullable EndView ending(@Nullable Ending ending) {
        return ending == null ? null : new EndView(ending.notificationId(), ending.at(), ending.reason());
    }
}
