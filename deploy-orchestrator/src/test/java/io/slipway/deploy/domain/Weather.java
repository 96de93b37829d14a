package io.slipway.deploy.domain;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.slipway.deploy.domain.decide.TaskId;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Quarantine;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.Command;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.OnFailure;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.Promotion;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.FreezeWindow.OnStart;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.pipeline.InFlight;
import io.slipway.events.deploy.pipeline.QueueSpec;
import io.slipway.events.deploy.pipeline.ServiceSpec;
import io.slipway.events.deploy.pipeline.StrategySpec;
import io.slipway.events.deploy.pipeline.VerificationSpec;
import io.slipway.events.deploy.task.VerifyTask.Verdict;
import io.slipway.events.deploy.view.StepStatus;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.Directory;

import tools.jackson.databind.JsonNode;

/** Makes a storm out of dice: people, workers, time, changed pipelines and repetitions in any order. */
final class Weather {
    enum Kind {
        START,
        ROLL_BACK,
        RELEASE,
        PROMOTE,
        INTERVENE,
        APPLY,
        REPORT,
        WORK,
        REPEAT,
        WAIT,
        CLOSE
    }

    record Move(Kind kind, int one, int two) {}

    private record Sent(Command command, String actor) {}

    private static final List<String> WORKERS = List.of("north", "south");
    private static final List<String> PEOPLE = List.of("ann", "bob", "cy");
    private static final List<Duration> WAITS = List.of(
            Duration.ofMillis(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(11),
            Duration.ofMinutes(3),
            Duration.ofMinutes(20),
            Duration.ofHours(5),
            Duration.ofDays(3));
    private static final int ENOUGH = 3000;
    private static final ZoneId UTC = ZoneId.of("UTC");
    /** Everybody may do everything but break the glass. */
    static final Directory ROLES = new Directory(
            Map.of("operator", Set.copyOf(PEOPLE), "approver", Set.copyOf(PEOPLE), "oncall", Set.of("bob")));

    final Storm storm;
    private final List<ApplicationSpec> pipelines;
    private final List<Sent> sent = new ArrayList<>();

    Weather(Storm storm) {
        this(storm, pipelines());
    }

    Weather(Storm storm, List<ApplicationSpec> pipelines) {
        this.storm = storm;
        this.pipelines = pipelines;
        send(Pipelines.apply(pipelines.getFirst()), "ann");
    }

    void blow(Move move) {
        switch (move.kind()) {
            case START -> start(move.one(), move.two());
            case ROLL_BACK -> send(rollBack(move.one(), move.two()), person(move.two()));
            case PROMOTE -> send(promote(move.one(), move.two()), person(move.two()));
            case RELEASE -> send(release(move.one(), move.two()), person(move.two()));
            case INTERVENE -> intervene(move.one(), move.two());
            case APPLY -> send(Pipelines.apply(pick(pipelines, move.one())), "ann");
            case REPORT -> report(move.one(), move.two());
            case WORK -> running(move.one()).ifPresent(task -> work(task, move.two()));
            case CLOSE -> close(move.one(), move.two());
            case REPEAT -> repeat(move.one());
            case WAIT -> storm.pass(pick(WAITS, move.one()));
        }
    }

    /** Everybody gives good answers until nothing is under way. */
    void calmDown() {
        for (int i = 0; i < ENOUGH; i++) {
            Optional<Deployment> open = storm.state()
                    .deployments()
                    .filter(deployment -> deployment.state().holdsEnvironment())
                    .findFirst()
                    .or(() -> storm.state()
                            .deployments()
                            .filter(Deployment::isHeld)
                            .findFirst());
            if (open.isEmpty()) {
                return;
            }
            unblock(open.get());
        }
        throw new AssertionError("never ends: " + storm.state().deployments().toList());
    }

    /** Makes a deployment go on, whatever it waits for. */
    private void unblock(Deployment deployment) {
        if (storm.state().stopped().containsKey(deployment.environment())) {
            send(new DeployCommand.ResumeLine(Pipelines.SHOP, deployment.environment(), "all is well"), "ann");
            return;
        }
        if (deployment.isHeld()) {
            storm.pass(Duration.between(storm.now(), deployment.closing().until()));
            return;
        }
        if (deployment.isPaused() && !storm.send(new DeployCommand.Resume(Pipelines.SHOP, deployment.id()), "ann")) {
            // A window of the pipeline is open that lets nobody go on.
            storm.pass(Duration.ofHours(1));
            return;
        }
        if (deployment.isPaused()) {
            return;
        }
        help(deployment);
    }

    /** Gives the good answer that the running step waits for. */
    void help(Deployment deployment) {
        Step step = deployment.current().orElseThrow();
        if (step.plan().action() instanceof StepAction.AwaitApproval) {
            PEOPLE.forEach(person -> send(new DeployCommand.Approve(Pipelines.SHOP, deployment.id(), null), person));
        } else if (step.status() == StepStatus.RUNNING && step.isTask()) {
            finish(offer(deployment, step), Verdict.PASSED);
        } else {
            storm.pass(Duration.between(storm.now(), step.nextDeadline().orElseThrow()));
        }
    }

    private void start(int one, int two) {
        String environment = pick(List.of("staging", "qa", "live", "moon"), one);
        DeployCommand.Start full = Pipelines.start(environment, "v" + two % 5);
        // Without a source it means the artifacts of an earlier environment, where there are such.
        send(
                two % 7 == 0
                        ? new DeployCommand.Start(Pipelines.SHOP, environment, full.version(), null, Map.of(), null)
                        : full,
                person(two));
    }

    /** Whether there is something to promote or not. */
    private DeployCommand promote(int one, int two) {
        List<String> names = List.of("staging", "qa", "live");
        String to = two % 3 == 0 ? null : pick(names, two);
        return new DeployCommand.Promote(Pipelines.SHOP, pick(names, one), to, null, null);
    }

    private DeployCommand rollBack(int one, int two) {
        String environment = pick(List.of("staging", "qa", "live"), one);
        String to = two % 2 == 0 || storm.deployments.isEmpty() ? null : deployment(two);
        boolean force = two % 5 == 0;
        return new DeployCommand.RollBack(Pipelines.SHOP, environment, to, force ? "it is good" : null, force, null);
    }

    /** Somebody releases what is in quarantine, or tries to. */
    private DeployCommand release(int one, int two) {
        String environment = pick(List.of("staging", "qa", "live"), one);
        List<Quarantine> bad = storm.state().lane(environment).quarantined();
        String digest = bad.isEmpty() ? "sha256:aa" : pick(bad, two).digest();
        return new DeployCommand.ReleaseQuarantine(
                Pipelines.SHOP, environment, digest, two % 3 == 0 ? " " : "it is good");
    }

    private void intervene(int one, int two) {
        if (storm.deployments.isEmpty()) {
            return;
        }
        List<String> live = storm.state()
                .deployments()
                .filter(deployment -> !deployment.state().terminal())
                .map(Deployment::id)
                .toList();
        String id = live.isEmpty() || two % 4 == 0 ? deployment(two) : pick(live, two);
        String app = Pipelines.SHOP;
        send(
                switch (one % 9) {
                    case 0 -> new DeployCommand.Cancel(app, id, null);
                    case 1 -> new DeployCommand.Pause(app, id, "because");
                    case 2, 3 -> new DeployCommand.Resume(app, id);
                    case 4, 5 -> new DeployCommand.Approve(app, id, null);
                    case 6 -> new DeployCommand.Reject(app, id, "no");
                    case 7 -> new DeployCommand.Accept(app, id, "good enough");
                    default -> new DeployCommand.RetryStep(app, id, step(id));
                },
                person(two));
    }

    /** The line is stopped and started, and glass is broken. */
    private void close(int one, int two) {
        String environment = pick(List.of("staging", "qa", "live"), one);
        String app = Pipelines.SHOP;
        switch (two % 4) {
            case 0 ->
                send(
                        new DeployCommand.StopLine(app, environment, "smoke", pick(List.of(InFlight.values()), one)),
                        person(two));
            case 1, 2 -> send(new DeployCommand.ResumeLine(app, environment, "aired"), person(two));
            default -> {
                if (!storm.deployments.isEmpty()) {
                    send(new DeployCommand.BreakGlass(app, deployment(one), "it burns"), person(one));
                }
            }
        }
    }

    private String step(String id) {
        return storm.state()
                .deployment(id)
                .flatMap(Deployment::current)
                .map(Step::id)
                .orElse("01-gone");
    }

    /** Anybody says anything about any task there ever was. */
    private void report(int one, int two) {
        if (storm.offers.isEmpty()) {
            return;
        }
        TaskOffered task = pick(storm.offers, one);
        String worker = pick(WORKERS, two);
        String id = task.taskId();
        int attempt = two % 11 == 0 ? task.attempt() + 1 : task.attempt();
        switch (two % 7) {
            case 0 -> send(new TaskReport.Started(id, attempt, worker, storm.now()), worker);
            case 1 -> send(new TaskReport.Renewed(id, attempt, worker, storm.now()), worker);
            case 2 -> send(new TaskReport.Progressed(id, attempt, worker, "half", 50), worker);
            case 3 -> send(new TaskReport.Released(id, attempt, worker), worker);
            case 4 -> send(new TaskReport.Failed(id, attempt, worker, "broke", two % 2 == 0), worker);
            case 5 -> send(new TaskReport.Succeeded(id, attempt, worker, Json.tree(Map.of("odd", two))), worker);
            default -> send(new TaskReport.Started("nowhere/01-x", attempt, worker, storm.now()), worker);
        }
    }

    private void work(TaskOffered task, int how) {
        String worker = WORKERS.getFirst();
        switch (how % 12) {
            case 0 -> {
                claim(task, worker);
                send(new TaskReport.Failed(task.taskId(), task.attempt(), worker, "broke", true), worker);
            }
            case 1 -> {
                claim(task, worker);
                send(new TaskReport.Failed(task.taskId(), task.attempt(), worker, "broke", false), worker);
            }
            case 2 -> finish(task, Verdict.FAILED);
            case 3 -> finish(task, Verdict.INCONCLUSIVE);
            case 4 -> claim(task, worker);
            default -> finish(task, Verdict.PASSED);
        }
    }

    private void claim(TaskOffered task, String worker) {
        send(new TaskReport.Started(task.taskId(), task.attempt(), worker, storm.now()), worker);
    }

    private void finish(TaskOffered task, Verdict verdict) {
        Step step = step(task);
        String worker = step.worker() == null ? WORKERS.getFirst() : step.worker();
        claim(task, worker);
        String version = storm.state()
                .deployment(task.labels().get("deployment"))
                .orElseThrow()
                .version();
        String digest = Integer.toHexString(version.hashCode());
        JsonNode output = Shipyard.output(step.plan().action(), verdict, digest);
        storm.done(task);
        send(new TaskReport.Succeeded(task.taskId(), task.attempt(), worker, output), worker);
    }

    private Step step(TaskOffered task) {
        return storm.state()
                .deployment(task.labels().get("deployment"))
                .flatMap(deployment -> deployment.step(task.labels().get("step")))
                .orElseThrow();
    }

    private void repeat(int one) {
        Sent again = pick(sent, one);
        // The host answers a repeated command itself; reports it lets through.
        if (again.command() instanceof TaskReport) {
            storm.send(again.command(), again.actor());
        }
    }

    private Optional<TaskOffered> running(int one) {
        List<TaskOffered> tasks = storm.state()
                .deployments()
                .flatMap(deployment -> deployment.current().stream()
                        .filter(step -> step.isTask() && step.status() == StepStatus.RUNNING)
                        .map(step -> offer(deployment, step)))
                .toList();
        return tasks.isEmpty() ? Optional.empty() : Optional.of(pick(tasks, one));
    }

    private TaskOffered offer(Deployment deployment, Step step) {
        String id = TaskId.of(deployment.id(), step.id());
        return storm.offers.stream()
                .filter(task -> task.taskId().equals(id) && task.attempt() == step.attempt())
                .findFirst()
                .orElseThrow(() -> new AssertionError("attempt " + step.attempt() + " of " + id + " was not offered"));
    }

    private void send(Command command, String actor) {
        sent.add(new Sent(command, actor));
        storm.send(command, actor);
    }

    private String deployment(int dice) {
        return pick(storm.deployments.stream().sorted().toList(), dice);
    }

    private static String person(int dice) {
        return pick(PEOPLE, dice);
    }

    private static <T> T pick(List<T> all, int dice) {
        return all.get(dice % all.size());
    }

    /** The pipeline, and how it is changed while deployments are under way. */
    private static List<ApplicationSpec> pipelines() {
        EnvironmentSpec staging = Pipelines.environment("staging")
                .promotion(Promotion.AUTO)
                .attempts(2)
                .build();
        EnvironmentSpec qa = Pipelines.environment("qa")
                .promotion(Promotion.AUTO)
                .freeze(
                        new FreezeWindow("lunch", "0 12 * * *", Duration.ofHours(1), UTC, InFlight.PAUSE, OnStart.WAIT),
                        new FreezeWindow("night", "30 22 * * *", Duration.ofHours(7), UTC, InFlight.CANCEL, null))
                .breakGlass("oncall")
                .onFailure(OnFailure.PAUSE)
                .strategy(Pipelines.CANARY)
                .queue(QueueSpec.Policy.SUPERSEDE, 2)
                .build();
        EnvironmentSpec live = Pipelines.environment("live")
                .strategy(new StrategySpec.Rolling(1))
                .gates(
                        new GateSpec.PassedIn("qa-passed", "qa"),
                        new GateSpec.Http("up", "http://localhost/up", 200, Duration.ofSeconds(1)))
                .approval(new ApprovalSpec(2, PEOPLE, Duration.ofHours(24)))
                .verification(new VerificationSpec(List.of(), Pipelines.THRESHOLDS, Duration.ofMinutes(1)))
                .freeze(new FreezeWindow("weekend", "0 18 * * 5", Duration.ofHours(60), ZoneId.of("Europe/Berlin")))
                .breakGlass("oncall")
                .build();
        EnvironmentSpec switched = Pipelines.environment("staging")
                .strategy(new StrategySpec.BlueGreen())
                .promotion(Promotion.AUTO)
                .promoteAfter(Duration.ofMinutes(30))
                .queue(QueueSpec.Policy.CANCEL_RUNNING, 3)
                .build();
        EnvironmentSpec strict = Pipelines.environment("live")
                .queue(QueueSpec.Policy.REJECT, 1)
                .approval(new ApprovalSpec(1, PEOPLE, Duration.ofHours(24)))
                .build();
        List<ServiceSpec> two = List.of(Pipelines.service("web", "api"), Pipelines.service("api"));
        List<ServiceSpec> one = List.of(Pipelines.service("web"));
        return List.of(
                new ApplicationSpec(Pipelines.SHOP, two, List.of(staging, qa, live), List.of()),
                new ApplicationSpec(Pipelines.SHOP, one, List.of(staging, qa, live), List.of()),
                new ApplicationSpec(Pipelines.SHOP, two, List.of(switched, live), List.of()),
                new ApplicationSpec(Pipelines.SHOP, two, List.of(switched, qa, strict), List.of()));
    }
}
