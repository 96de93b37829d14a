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
import org.springframework.web.bind.annotation.RestController;

import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.view.QuarantineView;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;

/** What an environment takes no more, because it was taken back there. */
@RestController
@RequestMapping("/api/v1/applications/{name}/environments/{environment}/quarantine")
final class QuarantineController {
    private final DeployCommands commands;
    private final DeployViews views;

    QuarantineController(DeployCommands commands, DeployViews views) {
        this.commands = commands;
        this.views = views;
    }

    /** The newest first. */
    @GetMapping
    Page<QuarantineView> list(@PathVariable String name, @PathVariable String environment) {
        @Nullable
        List<QuarantineView> found = views.environment(name, environment).quarantined();
        return new Page<>(found == null ? List.of() : found, null);
    }

    @PostMapping("/release")
    ResponseEntity<CommandAnswer> release(
            @PathVariable String name,
            @PathVariable String environment,
            @RequestBody ReleaseRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        return commands.submit(
                new DeployCommand.ReleaseQuarantine(
                        Checks.existing("application", name),
                        Checks.existing("environment", environment),
                        Checks.needed("digest", request.digest()),
                        Checks.needed("reason", request.reason())),
                headers,
                actor);
    }

    /**
     * What may be deployed again.
     *
     * @param digest {@code sha256:<hex>} of the artifact
     * @param reason why it is good now; for the record
     */
    record ReleaseRequest(@Nullable String digest, @Nullable String reason) {}
}
