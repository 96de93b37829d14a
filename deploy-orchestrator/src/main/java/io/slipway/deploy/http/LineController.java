package io.slipway.deploy.http;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.pipeline.InFlight;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.ProblemException;

/** Closes an environment to deployments, and opens it again. */
@RestController
@RequestMapping("/api/v1/applications/{name}/environments/{environment}/line")
final class LineController {
    private final DeployCommands commands;

    LineController(DeployCommands commands) {
        this.commands = commands;
    }

    @PostMapping("/stop")
    ResponseEntity<CommandAnswer> stop(
            @PathVariable String name,
            @PathVariable String environment,
            @RequestBody StopRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        return commands.submit(
                new DeployCommand.StopLine(
                        Checks.existing("application", name),
                        Checks.existing("environment", environment),
                        Checks.needed("reason", request.reason()),
                        inFlight(request.inFlight())),
                headers,
                actor);
    }

    @PostMapping("/resume")
    ResponseEntity<CommandAnswer> resume(
            @PathVariable String name,
            @PathVariable String environment,
            @RequestBody ReasonRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        return commands.submit(
                new DeployCommand.ResumeLine(
                        Checks.existing("application", name),
                        Checks.existing("environment", environment),
                        ReasonRequest.required(request)),
                headers,
                actor);
    }

    private static @Nullable InFlight inFlight(@Nullable String value) {
        try {
            return value == null ? null : InFlight.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("inFlight", "finish, pause or cancel is expected");
        }
    }

    /**
     * Why nothing may be deployed.
     *
     * @param reason for the record and for those who wait
     * @param inFlight what happens to deployments under way: finish, pause or cancel; pause where it is left out
     */
    record StopRequest(@Nullable String reason, @Nullable String inFlight) {}
}
