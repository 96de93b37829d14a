package io.slipway.notification.domain.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.slipway.events.notification.NotificationCommand;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decider;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;
import io.slipway.notification.domain.state.Evolution;
import io.slipway.notification.domain.state.NotificationState;

/** Settles who is told what, and sees to it until it is told: once, and in order for each channel. */
public final class NotificationDecider implements Decider<NotificationState, NotificationCommand, NotificationEvent> {
    private final Schedule schedule;
    private final List<Subscription> subscriptions;

    /** One without subscriptions. */
    public NotificationDecider(Schedule schedule) {
        this(schedule, List.of());
    }

    /** @param subscriptions what is told beside what the rules of an application ask for */
    public NotificationDecider(Schedule schedule, List<Subscription> subscriptions) {
        this.schedule = schedule;
        this.subscriptions = List.copyOf(subscriptions);
    }

    @Override
    public NotificationState initial(String aggregateId) {
        return NotificationState.initial(aggregateId);
    }

    @Override
    public Decision<NotificationEvent> decide(NotificationState state, NotificationCommand command, Context context) {
        Draft<NotificationState, NotificationEvent> draft = draft(state, context);
        Deliveries deliveries = new Deliveries(draft, schedule);
        return switch (command) {
            case NotificationCommand.ObserveRules rules -> Observation.rules(draft, rules);
            case NotificationCommand.ObserveDeployment deployment -> Observation.deployment(draft, deployment);
            case NotificationCommand.ObserveTransition transition ->
                Observation.transition(draft, deliveries, subscriptions, transition);
            case NotificationCommand.ObserveOccurrence occurrence ->
                Occurrences.observe(draft, deliveries, subscriptions, occurrence);
            case NotificationCommand.BeginDelivery begin -> new WorkerReport(draft, deliveries, schedule).begin(begin);
        };
    }

    @Override
    public Decision<NotificationEvent> report(NotificationState state, TaskReport report, Context context) {
        Draft<NotificationState, NotificationEvent> draft = draft(state, context);
        return new WorkerReport(draft, new Deliveries(draft, schedule), schedule).decide(report);
    }

    @Override
    public Decision<NotificationEvent> onTime(NotificationState state, Context context) {
        Draft<NotificationState, NotificationEvent> draft = draft(state, context);
        new Deliveries(draft, schedule).goOn();
        return draft.accepted(null);
    }

    @Override
    public NotificationState evolve(NotificationState state, NotificationEvent event, Instant at) {
        return Evolution.evolve(state, event, at);
    }

    @Override
    public Optional<Instant> nextDeadline(NotificationState state) {
        return Deadlines.next(state, schedule);
    }

    private Draft<NotificationState, NotificationEvent> draft(NotificationState state, Context context) {
        return new Draft<>(this, state, context.now());
    }
}
