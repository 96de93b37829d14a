package io.slipway.configservice.http;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.events.config.ConfigCommand;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;

/** Puts revisions into environments. */
@RestController
@RequestMapping("/api/v1/config/{application}")
public final class RolloutController {
    private final ConfigCommands commands;
    private final Known known;

    public RolloutController(ConfigCommands commands, Known known) {
        this.commands = commands;
        this.known = known;
    }

    /**
     * @param revision the newest when it is not said
     * @param percent of the instances that get it first; else the stages that the revision declares
     * @param group of the instances that get it first
     * @param at when; else now
     * @param breakGlass why it cannot wait although the environment is closed
     */
    record RolloutRequest(
            @Nullable String environment,
            @Nullable String revision,
            @Nullable Integer percent,
            @Nullable String group,
            @Nullable Instant at,
            @Nullable String reason,
            @Nullable String breakGlass) {}

    @PostMapping("/rollouts")
    ResponseEntity<CommandAnswer> start(
            @PathVariable String application,
            @RequestBody RolloutRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        var view = known.application(application);
        @Nullable String revision = request.revision() == null ? view.head() : known.revision(view, request.revision());
        return commands.submit(
                new ConfigCommand.StartRollout(
                        application,
                        Known.needed("environment", request.environment()),
                        Known.needed("revision", revision),
                        request.percent(),
                        Known.text("group", request.group()),
                        request.at(),
                        Known.text("reason", request.reason()),
                        Known.text("breakGlass", request.breakGlass())),
                headers,
                actor);
    }

    /** @param contentHash the whole id of the revision that was looked at */
    record ApprovalRequest(
            @Nullable String contentHash, @Nullable String reason) {}

    @PostMapping("/rollouts/{id}/approve")
    ResponseEntity<CommandAnswer> approve(
            @PathVariable String application,
            @PathVariable String id,
            @RequestBody ApprovalRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.application(application);
        return commands.submit(
                new ConfigCommand.ApproveRollout(
                        application,
                        id,
                        Known.needed("contentHash", request.contentHash()),
                        Known.text("reason", request.reason())),
                headers,
                actor);
    }

    record Reason(@Nullable String reason) {
        static @Nullable String of(@Nullable Reason request) {
            return request == null ? null : Known.text("reason", request.reason());
        }
    }

    @PostMapping("/rollouts/{id}/reject")
    ResponseEntity<CommandAnswer> reject(
            @PathVariable String application,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Reason request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.application(application);
        return commands.submit(new ConfigCommand.RejectRollout(application, id, Reason.of(request)), headers, actor);
    }

    @PostMapping("/rollouts/{id}/cancel")
    ResponseEntity<CommandAnswer> cancel(
            @PathVariable String application,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Reason request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.application(application);
        return commands.submit(new ConfigCommand.CancelRollout(application, id, Reason.of(request)), headers, actor);
    }

    @PostMapping("/rollouts/{id}/break-glass")
    ResponseEntity<CommandAnswer> breakGlass(
            @PathVariable String application,
            @PathVariable String id,
            @RequestBody Reason request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.application(application);
        return commands.submit(
                new ConfigCommand.BreakGlass(application, id, Known.needed("reason", request.reason())),
                headers,
                actor);
    }

    @PostMapping("/rollouts/{id}/advance")
    ResponseEntity<CommandAnswer> advance(
            @PathVariable String application, @PathVariable String id, @RequestHeader HttpHeaders headers, Actor actor)
            throws InterruptedException {
        known.application(application);
        return commands.submit(new ConfigCommand.AdvanceRollout(application, id), headers, actor);
    }

    /** @param revision an earlier one of the environment; else the one before the present */
    record RollbackRequest(
            @Nullable String revision, @Nullable String reason) {}

    @PostMapping("/environments/{environment}/rollback")
    ResponseEntity<CommandAnswer> rollBack(
            @PathVariable String application,
            @PathVariable String environment,
            @RequestBody(required = false) @Nullable RollbackRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.environment(application, environment);
        @Nullable
        String revision = request == null || request.revision() == null
                ? null
                : known.revision(known.application(application), request.revision());
        return commands.submit(
                new ConfigCommand.RollBack(
                        application,
                        environment,
                        revision,
                        request == null ? null : Known.text("reason", request.reason())),
                headers,
                actor);
    }
}
