package io.slipway.notification.deliver;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slipway.events.Envelope;
import io.slipway.events.json.Json;
import io.slipway.events.notification.DeliverTask;
import io.slipway.events.notification.DeliveryEvent.DeliveryFailed;
import io.slipway.events.notification.DeliveryEvent.DeliveryStarted;
import io.slipway.events.notification.NotificationCommand;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.kit.edge.CallGuards;
import io.slipway.kit.edge.CallSettings;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.time.FakeClock;
import io.slipway.notification.channel.ChannelSettings;
import io.slipway.notification.channel.Secret;
import io.slipway.notification.domain.decide.NotificationDecider;
import io.slipway.notification.domain.decide.Schedule;
import io.slipway.notification.domain.project.NotificationAggregate;
import io.slipway.notification.domain.state.NotificationState;
import io.slipway.notification.domain.state.Pending;

/** Plays host and worker: the decider, the task projection and the handler are real, the time is not. */
final class Courier {
    static final String SECRET = "a-signing-secret-of-the-test";
    static final String TOKEN = "xoxb-a-token-of-the-test";
    static final String ROOM = "C0123456789";
    private static final Schedule SCHEDULE = new Schedule(
            Duration.ofSeconds(30),
            Duration.ofDays(7),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofDays(7),
            Duration.ofHours(1));
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    final DeciderScenario<NotificationState, NotificationCommand, NotificationEvent> shop =
            DeciderScenario.of(new NotificationDecider(SCHEDULE), NotificationState.class, "shop");
    final MeterRegistry meters = new SimpleMeterRegistry();
    final FakeClock clock = new FakeClock(DeciderScenario.START);
    private final Map<String, ChannelSettings> channels = new HashMap<>();
    private DeliverHandler handler = handler();

    Courier with(String name, ChannelSettings.Type type, URI address) {
        return with(
                name,
                new ChannelSettings(
                        type, Secret.of(address.toString()), Secret.of(SECRET), Secret.of(TOKEN), ROOM, null, TIMEOUT));
    }

    Courier with(String name, ChannelSettings settings) {
        channels.put(name, settings);
        handler = handler();
        return this;
    }

    /** Ends the worker and starts another, which knows nothing of what the first one has seen. */
    void restart() {
        handler = handler();
    }

    /** Takes note of it, and does all that can be done at once. */
    Courier observe(NotificationCommand command) {
        shop.given(command);
        work();
        return this;
    }

    /** Lets time pass, working whenever something is due. */
    void pass(Duration duration) {
        Instant end = shop.now().plus(duration);
        while (true) {
            Optional<Instant> due = new NotificationDecider(SCHEDULE)
                    .nextDeadline(shop.state())
                    .filter(deadline -> !deadline.isAfter(end));
            if (due.isEmpty()) {
                break;
            }
            advance(due.get());
            work();
        }
        advance(end);
    }

    boolean nothingWaits() {
        return shop.state().channels().values().stream()
                .allMatch(queue -> queue.pending().isEmpty());
    }

    /** Why attempts failed, in order; the last may be that the breaker let none through. */
    List<String> errors(String channel) {
        return shop.history().stream()
                .filter(DeliveryFailed.class::isInstance)
                .map(DeliveryFailed.class::cast)
                .filter(failed -> failed.channel().equals(channel))
                .map(DeliveryFailed::reason)
                .toList();
    }

    @Nullable
    String lastError(String channel) {
        return shop.state().channels().get(channel).lastError();
    }

    private void advance(Instant to) {
        clock.advance(Duration.between(clock.instant(), to));
        shop.advance(Duration.between(shop.now(), to));
    }

    private void work() {
        while (true) {
            List<DeliveryStarted> started = shop.state().channels().values().stream()
                    .flatMap(queue -> queue.head().stream())
                    .filter(head -> head.phase() == Pending.Phase.OFFERED)
                    .map(head -> offer(head.id(), head.attempt()))
                    .toList();
            if (started.isEmpty()) {
                return;
            }
            started.forEach(this::run);
        }
    }

    private DeliveryStarted offer(String id, int attempt) {
        return shop.history().stream()
                .filter(DeliveryStarted.class::isInstance)
                .map(DeliveryStarted.class::cast)
                .filter(event -> event.notificationId().equals(id) && event.attempt() == attempt)
                .findFirst()
                .orElseThrow();
    }

    private void run(DeliveryStarted started) {
        TaskOffered task = task(started);
        String id = task.taskId();
        shop.given(new TaskReport.Started(id, task.attempt(), "courier", shop.now()));
        try {
            DeliverTask.Receipt output = handler.run(Json.read(task.input(), DeliverTask.class), new Context(task));
            shop.given(new TaskReport.Succeeded(id, task.attempt(), "courier", Json.tree(output)));
        } catch (TaskFailedException e) {
            shop.given(new TaskReport.Failed(
                    id, task.attempt(), "courier", String.valueOf(e.getMessage()), e.retryable(), e.retryAfter()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private TaskOffered task(DeliveryStarted started) {
        Envelope<NotificationEvent> event = new Envelope<>(
                "event", URI.create("/test"), "type", "subject", shop.now(), "c", null, "test", null, started);
        return NotificationAggregate.definition(SCHEDULE, List.of()).projections().stream()
                .flatMap(projection -> projection.project(shop.state(), shop.state(), event).stream())
                .map(outbound -> (TaskOffered) outbound.envelope().data())
                .findFirst()
                .orElseThrow();
    }

    private DeliverHandler handler() {
        CallSettings calls = CallSettings.defaults()
                .withTries(2)
                .withWaits(Duration.ofMillis(1), Duration.ofMillis(2))
                .withOpenFor(Duration.ofMillis(1));
        return new DeliverHandler(
                new Channels(channels, calls, Duration.ZERO, new CallGuards(meters), clock), clock, meters);
    }

    private record Context(TaskOffered task) implements TaskContext {
        @Override
        public void awaitClaim() {}

        @Override
        public void progress(String message, @Nullable Integer percent) {}

        @Override
        public void log(String line) {}
    }
}
