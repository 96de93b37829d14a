package io.slipway.deploy.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.Directory;

/** One pipeline, a worker that does everything well, and the words the drivers got. */
final class Drill {
    final Storm storm;
    private final Weather weather;

    Drill(ApplicationSpec spec) {
        this(spec, Directory.NONE);
    }

    /** One in which people have roles; {@code ann} has to be one who may everything. */
    Drill(ApplicationSpec spec, Directory directory) {
        storm = new Storm(directory);
        weather = new Weather(storm, List.of(spec));
    }

    /** Deploys a version and does all the work. */
    String deliver(String environment, String version) {
        String id = start(environment, version);
        weather.calmDown();
        return id;
    }

    String start(String environment, String version) {
        send(Pipelines.start(environment, version));
        return Pipelines.SHOP + "-" + environment + "-" + lane(environment).lastNumber();
    }

    void send(DeployCommand command) {
        if (!storm.send(command, "ann")) {
            throw new AssertionError("refused: " + command);
        }
    }

    void calmDown() {
        weather.calmDown();
    }

    /** Does all the work there is, and lets time pass only where a pause of a rollout wants it. */
    void workUntilIdle() {
        for (int i = 0; i < 200; i++) {
            Optional<Deployment> busy = storm.state()
                    .deployments()
                    .filter(deployment -> deployment.state().holdsEnvironment() && !deployment.isPaused())
                    .findFirst();
            if (busy.isEmpty()) {
                return;
            }
            weather.help(busy.get());
        }
        throw new AssertionError("the work never ends");
    }

    Lane lane(String environment) {
        return storm.state().lane(environment);
    }

    Step running(String id) {
        return storm.state().deployment(id).flatMap(Deployment::current).orElseThrow();
    }

    DeploymentView view(String id) {
        return (DeploymentView) storm.document(DeploymentView.key(id));
    }

    ApplicationView application() {
        return (ApplicationView) storm.document(ApplicationView.key(Pipelines.SHOP));
    }

    /** The running task of a deployment fails for good. */
    void fail(String id) {
        Step step = running(id);
        String task = id + "/" + step.id();
        storm.send(new TaskReport.Started(task, step.attempt(), "north", storm.now()), "north");
        storm.send(new TaskReport.Failed(task, step.attempt(), "north", "broke", false), "north");
    }

    /** The running look of a deployment ends with a verdict. */
    void verdict(String id, VerifyTask.Verdict verdict) {
        Step step = running(id);
        String task = id + "/" + step.id();
        storm.send(new TaskReport.Started(task, step.attempt(), "north", storm.now()), "north");
        storm.send(
                new TaskReport.Succeeded(
                        task,
                        step.attempt(),
                        "north",
                        Shipyard.output(step.plan().action(), verdict)),
                "north");
    }

    /** Does the work up to the step whose id ends so. */
    void workUntil(String id, String stepEnd) {
        for (int i = 0; i < 100 && !running(id).id().endsWith(stepEnd); i++) {
            weather.blow(new Weather.Move(Weather.Kind.WORK, 0, 5));
            Optional<Step> now = storm.state().deployment(id).flatMap(Deployment::current);
            if (now.isPresent() && !now.get().isTask() && !now.get().id().endsWith(stepEnd)) {
                now.flatMap(Step::nextDeadline).ifPresent(due -> storm.pass(Duration.between(storm.now(), due)));
            }
        }
    }

    /** What the driver of a service was told by a deployment, in order: {@code 1.0.0 x2 90%}. */
    List<String> told(String id, String service) {
        return converging(id)
                .filter(input -> input.service().equals(service))
                .map(input -> input.releases().stream()
                        .map(release -> release.version() + " x" + release.replicas() + " " + release.weight() + "%")
                        .collect(Collectors.joining(", ")))
                .toList();
    }

    /** The services a deployment touched, in order. */
    List<String> order(String id) {
        return converging(id).map(ConvergeTask::service).distinct().toList();
    }

    Stream<ConvergeTask> converging(String id) {
        return offers(id)
                .filter(task -> task.type().equals(ConvergeTask.TYPE) && task.attempt() == 1)
                .map(task -> Json.read(task.input(), ConvergeTask.class));
    }

    Stream<TaskOffered> offers(String id) {
        return storm.offers.stream()
                .filter(task -> task.labels().get("deployment").equals(id));
    }
}
