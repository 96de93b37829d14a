package io.slipway.deploy.http;

import java.time.InstantSource;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.deploy.domain.decide.PlanPreview;
import io.slipway.deploy.pipeline.ParsedPipeline;
import io.slipway.deploy.pipeline.PipelineParser;
import io.slipway.events.Violation;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.PlanView;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.Problem;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** Applications, their environments and what is asked of them. */
@RestController
@RequestMapping("/api/v1/applications")
final class ApplicationController {
    private final PipelineParser parser;
    private final DeployCommands commands;
    private final DeployViews views;
    private final InstantSource clock;
    private final Directory directory;

    ApplicationController(
            PipelineParser parser,
            DeployCommands commands,
            DeployViews views,
            InstantSource clock,
            Directory directory) {
        this.parser = parser;
        this.commands = commands;
        this.views = views;
        this.clock = clock;
        this.directory = directory;
    }

    @PutMapping("/{name}")
    ResponseEntity<CommandAnswer> apply(
            @PathVariable String name, @RequestBody byte[] file, @RequestHeader HttpHeaders headers, Actor actor)
            throws InterruptedException {
        ParsedPipeline.Valid parsed = switch (parser.parse(file)) {
            case ParsedPipeline.Valid valid -> valid;
            case ParsedPipeline.Invalid invalid -> throw invalid(invalid.violations());
        };
        if (!parsed.spec().name().equals(name)) {
            throw invalid(List.of(new Violation(
                    "metadata.name", 0, 0, "is " + parsed.spec().name() + ", but the file was sent to " + name)));
        }
        return commands.submit(new DeployCommand.Apply(name, parsed.spec(), parsed.digest()), headers, actor);
    }

    @GetMapping
    Page<ApplicationView> list() {
        return new Page<>(views.applications(), null);
    }

    @GetMapping("/{name}")
    ResponseEntity<ApplicationView> get(@PathVariable String name) {
        return DeployViews.tagged(views.application(name));
    }

    /** What a deploy request would do, step by step, and which gate would refuse it; nothing is changed. */
    @PostMapping("/{name}/plan")
    PlanView plan(@PathVariable String name, @RequestBody StartRequest request, Actor actor) {
        PlanPreview preview = PlanPreview.of(
                views.application(name), request.command(name), clock.instant(), actor.name(), directory);
        return switch (preview) {
            case PlanPreview.Planned planned -> planned.plan();
            case PlanPreview.Refused refused -> throw new ProblemException(refused.refusal());
        };
    }

    @PostMapping("/{name}/deployments")
    ResponseEntity<CommandAnswer> deploy(
            @PathVariable String name,
            @RequestBody StartRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        return commands.submit(request.command(Checks.existing("application", name)), headers, actor);
    }

    @PostMapping("/{name}/environments/{environment}/rollback")
    ResponseEntity<CommandAnswer> rollBack(
            @PathVariable String name,
            @PathVariable String environment,
            @RequestBody(required = false) @Nullable RollbackRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        return commands.submit(
                new DeployCommand.RollBack(
                        Checks.existing("application", name),
                        Checks.existing("environment", environment),
                        request == null ? null : Checks.text("to", request.to()),
                        request == null ? null : Checks.text("reason", request.reason()),
                        request == null ? null : request.force(),
                        null,
                        request == null ? null : request.keepConfig()),
                headers,
                actor);
    }

    @GetMapping("/{name}/environments/{environment}/queue")
    QueueView queue(@PathVariable String name, @PathVariable String environment) {
        ApplicationView.EnvironmentView view = views.environment(name, environment);
        @Nullable String running = view.running();
        return new QueueView(
                name,
                environment,
                running == null ? null : views.deployment(running),
                view.queue().stream().map(views::deployment).toList());
    }

    /**
     * Who waits for an environment.
     *
     * @param running the deployment that holds it
     * @param queue the next one first
     */
    record QueueView(
            String application,
            String environment,
            @Nullable DeploymentView running,
            List<DeploymentView> queue) {}

    private static ProblemException invalid(List<Violation> violations) {
        Violation first = violations.getFirst();
        String more = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
        String field = first.field().isEmpty() ? "" : first.field() + " ";
        String line = first.line() == 0 ? "" : ", line " + first.line();
        return new ProblemException(Problem.of(
                ProblemCode.INVALID, "slipway.yaml" + line + ": " + field + first.message() + more, violations));
    }
}
