package io.slipway.backupservice.http;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.RestoreTarget;
import io.slipway.events.backup.VerificationLevel;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.ProblemException;

/** Begins the runs of a policy. */
@RestController
@RequestMapping("/api/v1/backups/{application}/policies/{policy}")
public final class RunController {
    private final BackupCommands commands;
    private final Known known;

    public RunController(BackupCommands commands, Known known) {
        this.commands = commands;
        this.known = known;
    }

    /** @param sources which of the policy's; all when it is not said */
    record RunRequest(
            @Nullable List<String> sources, @Nullable String reason) {}

    @PostMapping("/run")
    ResponseEntity<CommandAnswer> run(
            @PathVariable String application,
            @PathVariable String policy,
            @RequestBody(required = false) @Nullable RunRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.policy(application, policy);
        return commands.run(
                new BackupCommand.RunBackup(
                        application,
                        policy,
                        request == null ? List.of() : Known.list(request.sources()),
                        request == null ? null : Known.text("reason", request.reason())),
                headers,
                actor);
    }

    /**
     * @param level {@code presence}, {@code read} or {@code restore}; {@code read} when it is not said
     * @param percent of the data that is read; else as much as keeps the policy's coverage
     */
    record VerificationRequest(
            @Nullable String level, @Nullable Integer percent) {}

    @PostMapping("/verify")
    ResponseEntity<CommandAnswer> verify(
            @PathVariable String application,
            @PathVariable String policy,
            @RequestBody(required = false) @Nullable VerificationRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.policy(application, policy);
        return commands.run(
                new BackupCommand.Verify(
                        application,
                        policy,
                        level(request == null ? null : request.level()),
                        request == null ? null : request.percent()),
                headers,
                actor);
    }

    private static VerificationLevel level(@Nullable String text) {
        if (text == null) {
            return VerificationLevel.READ;
        }
        try {
            return VerificationLevel.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("level", "presence, read or restore is expected");
        }
    }

    record Reason(@Nullable String reason) {
        static @Nullable String of(@Nullable Reason request) {
            return request == null ? null : Known.text("reason", request.reason());
        }
    }

    @PostMapping("/drill")
    ResponseEntity<CommandAnswer> drill(
            @PathVariable String application,
            @PathVariable String policy,
            @RequestBody(required = false) @Nullable Reason request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.policy(application, policy);
        return commands.run(new BackupCommand.Drill(application, policy), headers, actor);
    }

    @PostMapping("/repair")
    ResponseEntity<CommandAnswer> repair(
            @PathVariable String application,
            @PathVariable String policy,
            @RequestBody(required = false) @Nullable Reason request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.policy(application, policy);
        return commands.run(new BackupCommand.Repair(application, policy, Reason.of(request)), headers, actor);
    }

    record PruneRequest(@Nullable Boolean dryRun) {}

    @PostMapping("/prune")
    ResponseEntity<CommandAnswer> prune(
            @PathVariable String application,
            @PathVariable String policy,
            @RequestBody(required = false) @Nullable PruneRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.policy(application, policy);
        boolean dryRun = request != null && Boolean.TRUE.equals(request.dryRun());
        return commands.run(new BackupCommand.Prune(application, policy, dryRun), headers, actor);
    }

    /**
     * @param snapshot an id, the beginning of one, or {@code latest}, which it is when nothing is said
     * @param source which of the policy's; all when it is not said
     * @param include paths in the snapshot, or {@code database} and {@code database.collection}; all when it is not said
     * @param to the second that a database with an oplog is restored to, as it was when that began
     * @param folder where files go
     * @param uri name of the secret with the connection string of another server
     * @param rename databases that get another name
     */
    record RestoreRequest(
            @Nullable String snapshot,
            @Nullable String source,
            @Nullable List<String> include,
            @Nullable Instant to,
            @Nullable String folder,
            @Nullable String uri,
            @Nullable Map<String, String> rename,
            @Nullable Boolean dryRun,
            @Nullable Boolean overwrite,
            @Nullable String reason) {}

    @PostMapping("/restore")
    ResponseEntity<CommandAnswer> restore(
            @PathVariable String application,
            @PathVariable String policy,
            @RequestBody RestoreRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.policy(application, policy);
        String folder = Known.text("folder", request.folder());
        if (folder != null && !folder.startsWith("/")) {
            throw ProblemException.malformed("folder", "an absolute path is expected");
        }
        return commands.run(
                new BackupCommand.Restore(
                        application,
                        policy,
                        request.snapshot() == null ? "latest" : Known.needed("snapshot", request.snapshot()),
                        Known.text("source", request.source()),
                        Known.list(request.include()),
                        request.to(),
                        new RestoreTarget(
                                folder,
                                Known.text("uri", request.uri()),
                                request.rename() == null ? Map.of() : request.rename()),
                        Boolean.TRUE.equals(request.dryRun()),
                        Boolean.TRUE.equals(request.overwrite()),
                        Known.text("reason", request.reason())),
                headers,
                actor);
    }
}
