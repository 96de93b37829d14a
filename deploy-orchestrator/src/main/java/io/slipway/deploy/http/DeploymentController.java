package io.slipway.deploy.http;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;

/** Deployments and what people may ask of them. */
@RestController
@RequestMapping("/api/v1/deployments")
final class DeploymentController {
    private final DeployCommands commands;
    private final DeployViews views;

    DeploymentController(DeployCommands commands, DeployViews views) {
        this.commands = commands;
        this.views = views;
    }

    @GetMapping
    Page<DeploymentView> list(
            @RequestParam(required = false) @Nullable String application,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable List<String> state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return new DeploymentQuery(application, environment, DeploymentQuery.states(state), cursor, limit)
                .page(views.deployments());
    }

    @GetMapping("/{id}")
    ResponseEntity<DeploymentView> get(@PathVariable String id) {
        return DeployViews.tagged(views.deployment(id));
    }

    @PostMapping("/{id}/cancel")
    ResponseEntity<CommandAnswer> cancel(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable ReasonRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        return commands.submit(
                new DeployCommand.Cancel(application(id), id, ReasonRequest.of(request)), headers, actor);
    }

    @PostMapping("/{id}/pause")
    ResponseEntity<CommandAnswer> pause(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable ReasonRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        return commands.submit(new DeployCommand.Pause(application(id), id, ReasonRequest.of(request)), headers, actor);
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<CommandAnswer> resume(@PathVariable String id, @RequestHeader HttpHeaders headers, Actor actor)
            throws InterruptedException {
        return commands.submit(new DeployCommand.Resume(application(id), id), headers, actor);
    }

    @PostMapping("/{id}/accept")
    ResponseEntity<CommandAnswer> accept(
            @PathVariable String id,
            @RequestBody ReasonRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        return commands.submit(
                new DeployCommand.Accept(application(id), id, ReasonRequest.required(request)), headers, actor);
    }

    @PostMapping("/{id}/break-glass")
    ResponseEntity<CommandAnswer> breakGlass(
            @PathVariable String id,
            @RequestBody ReasonRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        return commands.submit(
                new DeployCommand.BreakGlass(application(id), id, ReasonRequest.required(request)), headers, actor);
    }

    @PostMapping("/{id}/approve")
    ResponseEntity<CommandAnswer> approve(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable CommentRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        return commands.submit(
                new DeployCommand.Approve(application(id), id, CommentRequest.of(request)), headers, actor);
    }

    @PostMapping("/{id}/reject")
    ResponseEntity<CommandAnswer> reject(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable CommentRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        return commands.submit(
                new DeployCommand.Reject(application(id), id, CommentRequest.of(request)), headers, actor);
    }

    @PostMapping("/{id}/steps/{step}/retry")
    ResponseEntity<CommandAnswer> retry(
            @PathVariable String id, @PathVariable String step, @RequestHeader HttpHeaders headers, Actor actor)
            throws InterruptedException {
        return commands.submit(new DeployCommand.RetryStep(application(id), id, step), headers, actor);
    }

    private String application(String id) {
        return views.deployment(id).application();
    }
}
