package io.slipway.kit.host;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Document;
import io.slipway.events.Envelope;
import io.slipway.events.Event;
import io.slipway.events.Message;
import io.slipway.events.MessageType;
import io.slipway.events.Refusal;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.json.Json;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decider;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Source;

/** The smallest aggregate that uses all of the host: it counts, and may be asked to count once more after a while. */
record Tally(
        String id,
        int count,
        @Nullable Instant due,
        @Nullable String correlation) {
    static final Duration WAIT = Duration.ofSeconds(10);

    /** Versions that a {@link DeployCommand.Start} can ask for. */
    static final String REFUSE = "refuse";

    static final String THROW = "throw";
    static final String TOO_LARGE = "too-large";
    /** Kills a {@link TallyProcess} in the middle of the transaction, see {@link HaltInTransaction}. */
    static final String HALT = "halt";

    sealed interface TallyEvent extends Event {}

    @MessageType(value = "test.tally.counted.v1", description = "It counted.")
    record Counted(String id, String why) implements TallyEvent {}

    @MessageType(value = "test.tally.waiting.v1", description = "It will count once more later.")
    record Waiting(String id, Instant until, String correlation) implements TallyEvent {}

    static AggregateDefinition<Tally, DeployCommand, TallyEvent> definition() {
        return new AggregateDefinition<>(
                        "tally",
                        "/slipway/test",
                        Tally.class,
                        DeployCommand.class,
                        TallyEvent.class,
                        new TallyDecider(),
                        new AggregateDefinition.Channels(
                                Topics.DEPLOY_COMMANDS,
                                Topics.DEPLOY_EVENTS,
                                Topics.DEPLOY_TASKS,
                                Topics.DEPLOY_REPLIES,
                                Topics.DEPLOY_VIEWS,
                                Topics.DEPLOY_STATE),
                        event -> "subject",
                        (state, event) -> state.correlation(),
                        List.of((before, after, event) -> List.of(task(after, event))),
                        Tally::documents)
                .reading(List.of(
                        new Source<>(Topics.ALERTS, Set.of(MessageCatalogue.typeOf(Alert.class)), Tally::commandOf)));
    }

    /** Its title is the version to start. */
    private static Optional<DeployCommand> commandOf(Envelope<Message> event) {
        return event.data() instanceof Alert alert && !alert.title().isEmpty()
                ? Optional.of(new DeployCommand.Start(alert.application(), null, alert.title(), null, Map.of(), null))
                : Optional.empty();
    }

    private static Map<String, Document> documents(Tally before, Tally after, long revision) {
        ApplicationSpec spec = new ApplicationSpec("tally", List.of(), List.of(), List.of());
        return Map.of(
                ApplicationView.key(after.id()),
                new ApplicationView(
                        after.id(), revision, after.count(), "sha256:0", spec, Instant.EPOCH, "tester", List.of()));
    }

    private static Outbound task(Tally state, Envelope<TallyEvent> event) {
        TaskOffered offered = new TaskOffered(
                state.id() + "-" + state.count(),
                1,
                "look",
                state.id(),
                Topics.DEPLOY_COMMANDS.name(),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Json.tree(Map.of()),
                Map.of());
        return new Outbound(
                Topics.DEPLOY_TASKS,
                offered.taskId(),
                new Envelope<>(
                        event.id() + "-task",
                        URI.create("/slipway/test"),
                        "io.slipway.task.offered.v1",
                        offered.taskId(),
                        event.time(),
                        event.correlationId(),
                        event.id(),
                        event.actor(),
                        null,
                        offered));
    }

    static final class TallyDecider implements Decider<Tally, DeployCommand, TallyEvent> {
        @Override
        public Tally initial(String aggregateId) {
            return new Tally(aggregateId, 0, null, null);
        }

        @Override
        public Decision<TallyEvent> decide(Tally state, DeployCommand command, Context context) {
            return switch (command) {
                case DeployCommand.Start start -> start(state, start);
                case DeployCommand.Pause pause ->
                    Decision.accepted(
                            List.of(new Waiting(state.id(), context.now().plus(WAIT), context.correlationId())),
                            state.id());
                default -> Decision.nothing();
            };
        }

        private static Decision<TallyEvent> start(Tally state, DeployCommand.Start start) {
            return switch (start.version()) {
                case REFUSE -> Decision.refused(Refusal.Code.NOT_FOUND, "no such thing");
                case THROW -> throw new IllegalArgumentException("a fault in the decider");
                case TOO_LARGE ->
                    Decision.accepted(List.of(new Counted(state.id(), "x".repeat(2 * 1024 * 1024))), state.id());
                default -> Decision.accepted(List.of(new Counted(state.id(), start.version())), state.id());
            };
        }

        @Override
        public Decision<TallyEvent> report(Tally state, TaskReport report, Context context) {
            return report instanceof TaskReport.Succeeded
                    ? Decision.accepted(List.of(new Counted(state.id(), "report")), null)
                    : Decision.nothing();
        }

        @Override
        public Decision<TallyEvent> onTime(Tally state, Context context) {
            return Decision.accepted(List.of(new Counted(state.id(), "time")), null);
        }

        @Override
        public Tally evolve(Tally state, TallyEvent event, Instant at) {
            return switch (event) {
                case Counted counted -> new Tally(state.id(), state.count() + 1, null, state.correlation());
                case Waiting waiting -> new Tally(state.id(), state.count(), waiting.until(), waiting.correlation());
            };
        }

        @Override
        public Optional<Instant> nextDeadline(Tally state) {
            return Optional.ofNullable(state.due());
        }
    }
}
