package io.slipway.backupservice.http;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.backup.hold.HoldTags;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.retention.Retention;
import io.slipway.backupservice.repository.SnapshotReads;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** Removes snapshots by name, to which somebody else has to agree. */
@RestController
@RequestMapping("/api/v1/backups/{application}")
public final class DeletionController {
    private final BackupCommands commands;
    private final Known known;
    private final SnapshotReads snapshots;

    public DeletionController(BackupCommands commands, Known known, SnapshotReads snapshots) {
        this.commands = commands;
        this.known = known;
        this.snapshots = snapshots;
    }

    /** @param snapshots ids, or beginnings of them */
    record DeletionRequest(
            @Nullable List<String> snapshots, @Nullable String reason) {}

    @PostMapping("/policies/{policy}/delete")
    ResponseEntity<CommandAnswer> request(
            @PathVariable String application,
            @PathVariable String policy,
            @RequestBody DeletionRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        BackupPolicy spec = known.policy(application, policy);
        List<String> names = Known.list(request.snapshots());
        if (names.isEmpty()) {
            throw ProblemException.malformed("snapshots", "is missing");
        }
        List<SnapshotReads.Named> found = RepositoryAnswers.of(() -> snapshots.get(application, spec, names));
        found.forEach(named -> requireFree(named.snapshot()));
        return commands.submit(
                new BackupCommand.RequestDelete(
                        application,
                        policy,
                        found.stream().map(SnapshotReads.Named::lasting).toList(),
                        Known.needed("reason", request.reason())),
                headers,
                actor);
    }

    private static void requireFree(StoredSnapshot stored) {
        if (Retention.isOnHold(stored.snapshot())) {
            throw new ProblemException(
                    ProblemCode.CONFLICT,
                    "Snapshot " + stored.id().brief() + " " + HoldTags.words(stored.snapshot())
                            + "; release that first.");
        }
    }

    @PostMapping("/deletions/{id}/approve")
    ResponseEntity<CommandAnswer> approve(
            @PathVariable String application,
            @PathVariable String id,
            @RequestBody(required = false) RunController.@Nullable Reason request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.application(application);
        return commands.submit(
                new BackupCommand.ApproveDelete(application, id, RunController.Reason.of(request)), headers, actor);
    }

    @PostMapping("/deletions/{id}/reject")
    ResponseEntity<CommandAnswer> reject(
            @PathVariable String application,
            @PathVariable String id,
            @RequestBody(required = false) RunController.@Nullable Reason request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.application(application);
        return commands.submit(
                new BackupCommand.RejectDelete(application, id, RunController.Reason.of(request)), headers, actor);
    }
}
