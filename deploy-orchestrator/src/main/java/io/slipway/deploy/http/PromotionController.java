package io.slipway.deploy.http;

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

import io.slipway.deploy.domain.decide.ComingRelease;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.view.ChangesView;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** Takes what an environment runs on to a later one. */
@RestController
@RequestMapping("/api/v1/applications/{name}/environments/{environment}")
final class PromotionController {
    private final DeployCommands commands;
    private final DeployViews views;

    PromotionController(DeployCommands commands, DeployViews views) {
        this.commands = commands;
        this.views = views;
    }

    @PostMapping("/promote")
    ResponseEntity<CommandAnswer> promote(
            @PathVariable String name,
            @PathVariable String environment,
            @RequestBody(required = false) @Nullable PromoteRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        return commands.submit(
                new DeployCommand.Promote(
                        Checks.existing("application", name),
                        Checks.existing("environment", environment),
                        request == null ? null : Checks.name("to", request.to()),
                        request == null ? null : Checks.text("deployment", request.deployment()),
                        request == null ? null : Checks.text("reason", request.reason())),
                headers,
                actor);
    }

    /** What would be different here if what serves another environment came; nothing is changed. */
    @GetMapping("/changes")
    ChangesView changes(
            @PathVariable String name, @PathVariable String environment, @RequestParam("from") String from) {
        views.environment(name, environment);
        views.environment(name, from);
        return ComingRelease.promoted(views.application(name), from, environment)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "Nothing serves " + from + " yet; deploy there first."));
    }

    /**
     * What goes where.
     *
     * @param to a later environment; the next of the pipeline where it is left out
     * @param deployment the release that goes on; the one that serves where it is left out
     * @param reason for the record
     */
    record PromoteRequest(
            @Nullable String to,
            @Nullable String deployment,
            @Nullable String reason) {}
}
