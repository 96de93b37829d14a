package io.slipway.deploy.domain;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.slipway.deploy.domain.decide.TaskId;
import io.slipway.deploy.domain.gate.Closures;
import io.slipway.deploy.domain.project.DeployAggregate;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.events.Command;
import io.slipway.events.Document;
import io.slipway.events.Envelope;
import io.slipway.events.alert.Alert;
import io.slipway.events.cdevents.CDEvent;
import io.slipway.events.cdevents.CDEventSchemas;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.QuarantineEvent;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.aggregate.Outbound;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Does with the deploy aggregate what the host does, takes whatever comes, and checks after each event what has to hold
 * always.
 */
final class Storm {
    static final Duration LEASE = Duration.ofSeconds(10);
    private static final int TIMERS = 5000;
    private static final CDEventSchemas CDEVENTS = new CDEventSchemas();

    final List<TaskOffered> offers = new ArrayList<>();
    final List<CDEvent> cdEvents = new ArrayList<>();
    final List<Alert> alerts = new ArrayList<>();
    final List<Envelope<?>> configCommands = new ArrayList<>();
    final Set<String> deployments = new HashSet<>();
    private final Set<String> saidIds = new HashSet<>();
    private final AggregateDefinition<ApplicationState, DeployCommand, DeployEvent> definition;
    private final List<DeployEvent> history = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private final Map<String, DeploymentState> ends = new HashMap<>();
    private final Map<String, Document> documents = new HashMap<>();
    private final World world = new World();
    private final QuarantineWatch quarantine = new QuarantineWatch();
    private ApplicationState state;
    private Instant now = Instant.parse("2026-11-23T09:00:00Z");
    private long revision;
    private int messages;

    /** One in which nobody has a role. */
    Storm() {
        this(Directory.NONE);
    }

    Storm(Directory directory) {
        definition = DeployAggregate.definition(LEASE, directory);
        state = definition.decider().initial(Pipelines.SHOP);
    }

    ApplicationState state() {
        return state;
    }

    Instant now() {
        return now;
    }

    /** Whether it was accepted. */
    boolean send(Command command, String actor) {
        messages++;
        Context context = new Context(now, actor, "message-" + messages, "correlation-" + messages);
        Decision<DeployEvent> decision = command instanceof TaskReport report
                ? definition.decider().report(state, report, context)
                : definition.decider().decide(state, (DeployCommand) command, context);
        if (command instanceof TaskReport report && !isHeld(report)) {
            assertThat(eventsOf(decision)).as("fenced off: %s", report).isEmpty();
        }
        return take(decision);
    }

    /** Whether the report is of the attempt that runs, and of the worker that has it or of nobody's. */
    private boolean isHeld(TaskReport report) {
        return state.deployments()
                .filter(deployment -> !deployment.state().terminal())
                .anyMatch(deployment -> deployment.steps().stream()
                        .anyMatch(step -> TaskId.of(deployment.id(), step.id()).equals(report.taskId())
                                && step.isRunning()
                                && step.attempt() == report.attempt()
                                && (step.worker() == null || step.worker().equals(report.worker()))));
    }

    private static List<DeployEvent> eventsOf(Decision<DeployEvent> decision) {
        return decision instanceof Decision.Accepted<DeployEvent>(var events, var ignored) ? events : List.of();
    }

    /** Lets time pass; what falls due on the way is done when it is due. */
    void pass(Duration duration) {
        Instant end = now.plus(duration);
        for (int fired = 0; fired < TIMERS; fired++) {
            Optional<Instant> due = definition.decider().nextDeadline(state).filter(at -> !at.isAfter(end));
            if (due.isEmpty()) {
                now = end;
                return;
            }
            now = due.get().isAfter(now) ? due.get() : now;
            messages++;
            int before = history.size();
            take(definition.decider().onTime(state, new Context(now, "time", "time-" + messages, "time")));
            assertThat(history.size()).as("a deadline that leads to nothing").isGreaterThan(before);
        }
        throw new AssertionError("timers fire without an end");
    }

    /** Lets time pass while nobody looks at what falls due. */
    void sleep(Duration duration) {
        now = now.plus(duration);
    }

    /** What the store and the topics would give back is what is in memory. */
    void verifyReplay() {
        ApplicationState folded = definition.decider().initial(Pipelines.SHOP);
        for (int i = 0; i < history.size(); i++) {
            DeployEvent read = Json.mapper()
                    .readValue(Json.write(history.get(i)), history.get(i).getClass());
            assertThat(read).isEqualTo(history.get(i));
            folded = definition.decider().evolve(folded, read, times.get(i));
        }
        assertThat(folded).isEqualTo(state);
    }

    /** Once nothing is under way, what runs is what the lanes say, and the documents show how each deployment ended. */
    void verifyCalm() {
        assertThat(ends.keySet()).as("every deployment has ended").isEqualTo(deployments);
        ends.forEach((id, end) -> assertThat(view(id).state()).isEqualTo(end));
        state.lanes().values().forEach(lane -> world.verify(lane));
    }

    List<DeployEvent> history() {
        return history;
    }

    /** The newest document under a key. */
    Document document(String key) {
        return documents.get(key);
    }

    private DeploymentView view(String id) {
        return (DeploymentView) document(DeploymentView.key(id));
    }

    private boolean take(Decision<DeployEvent> decision) {
        if (!(decision instanceof Decision.Accepted<DeployEvent>(var events, var ignored))) {
            return false;
        }
        ApplicationState before = state;
        events.forEach(this::happen);
        quarantine.decided(state);
        assertThat(Json.mapper().readValue(Json.write(state), ApplicationState.class))
                .as("the state comes back from the store")
                .isEqualTo(state);
        if (!events.isEmpty()) {
            publish(before);
        }
        return true;
    }

    private void happen(DeployEvent event) {
        ApplicationState before = state;
        if (event instanceof DeploymentTransition transition) {
            verify(before, transition);
        }
        quarantine.happened(before, event);
        state = definition.decider().evolve(before, event, now);
        history.add(event);
        times.add(now);
        if (event instanceof DeploymentEvent.Requested requested) {
            assertThat(deployments.add(requested.deploymentId()))
                    .as("ids are given once")
                    .isTrue();
        }
        state.lanes().values().forEach(Storm::verifyOneHolder);
        Envelope<DeployEvent> envelope = new Envelope<>(
                "event-" + history.size(),
                URI.create(definition.service()),
                "type",
                definition.subjectOf().apply(event),
                now,
                Optional.ofNullable(definition.correlationOf().apply(state, event))
                        .orElse("none"),
                null,
                "somebody",
                null,
                event);
        assertThat(envelope.correlationId().equals("none"))
                .isEqualTo(!(event instanceof DeploymentEvent || event instanceof QuarantineEvent.ArtifactQuarantined));
        definition
                .projections()
                .forEach(projection ->
                        projection.project(before, state, envelope).forEach(this::written));
    }

    private void written(Outbound outbound) {
        if (outbound.envelope() != null && outbound.envelope().data() instanceof TaskOffered offered) {
            offers.add(offered);
            world.offered(offered);
        }
        if (outbound.envelope() != null && outbound.envelope().data() instanceof CDEvent said) {
            assertThat(CDEVENTS.faults(said)).as("%s", said).isEmpty();
            assertThat(saidIds.add(said.context().id()))
                    .as("ids are given once")
                    .isTrue();
            cdEvents.add(said);
        }
        if (outbound.envelope() != null && outbound.envelope().data() instanceof ConfigCommand) {
            assertThat(saidIds.add(outbound.envelope().id()))
                    .as("ids are given once")
                    .isTrue();
            configCommands.add(outbound.envelope());
        }
        if (outbound.envelope() != null && outbound.envelope().data() instanceof Alert alert) {
            assertThat(saidIds.add(alert.id())).as("ids are given once").isTrue();
            alerts.add(alert);
        }
    }

    /** How the deployments that have ended ended. */
    Collection<DeploymentState> ends() {
        return ends.values();
    }

    /** The worker's side of a result that was taken. */
    void done(TaskOffered task) {
        world.done(task);
    }

    private void verify(ApplicationState before, DeploymentTransition transition) {
        String id = transition.deploymentId();
        Deployment deployment = before.deployment(id).orElseThrow();
        assertThat(ends).as("a terminal state never changes").doesNotContainKey(id);
        assertThat(transition.from()).isEqualTo(deployment.state());
        assertThat(deployment.state().canBecome(transition.to()))
                .as("%s from %s to %s", id, deployment.state(), transition.to())
                .isTrue();
        if (deployment.state() == DeploymentState.QUEUED && transition.to().holdsEnvironment()) {
            assertThat(before.lane(transition.environment()).queue().stream()
                            .filter(waiting -> !waiting.isHeld())
                            .findFirst()
                            .map(Deployment::id))
                    .as("first come, first served")
                    .contains(id);
        }
        if (transition instanceof DeploymentTransition.RolloutStarted) {
            assertThat(deployment.isRollback()
                            || deployment.closing().brokenBy() != null
                            || Closures.of(before, deployment.request().settings(), now)
                                    .isEmpty())
                    .as("no rollout of %s begins in a closed environment", id)
                    .isTrue();
        }
        if (transition instanceof DeploymentTransition.Superseded superseded) {
            verifyEviction(deployment, before.deployment(superseded.supersededBy()));
        }
        if (transition instanceof DeploymentTransition.Failed && transition.from() == DeploymentState.ROLLING_BACK) {
            world.lost(transition.environment());
        }
        if (transition.to().terminal()) {
            ends.put(id, transition.to());
        }
    }

    private static void verifyEviction(Deployment older, Optional<Deployment> newer) {
        assertThat(older.isRollback()).as("a rollback is never evicted").isFalse();
        newer.ifPresent(by -> {
            assertThat(by.environment()).isEqualTo(older.environment());
            assertThat(by.request().number()).isGreaterThan(older.request().number());
        });
    }

    private static void verifyOneHolder(Lane lane) {
        assertThat(lane.deployments().stream()
                        .filter(deployment -> deployment.state().holdsEnvironment()))
                .as("one rollout at a time in %s", lane.environment())
                .hasSizeLessThanOrEqualTo(1);
    }

    private void publish(ApplicationState before) {
        revision++;
        Map<String, Document> changed = definition.documents().changed(before, state, revision);
        changed.forEach((key, document) -> {
            assertThat(document.revision()).isEqualTo(revision);
            assertThat(Json.mapper().readValue(Json.write(document), document.getClass()))
                    .isEqualTo(document);
            documents.put(key, document);
        });
        state.deployments()
                .forEach(deployment -> assertThat(view(deployment.id()).state()).isEqualTo(deployment.state()));
    }
}
