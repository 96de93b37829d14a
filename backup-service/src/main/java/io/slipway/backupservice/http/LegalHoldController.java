package io.slipway.backupservice.http;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.backup.repository.SnapshotNotFoundException;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.retention.Retention;
import io.slipway.backupservice.repository.HeldSnapshots;
import io.slipway.backupservice.repository.SnapshotReads;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.view.BackupView.LegalHoldView;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/**
 * Keeps snapshots from being removed. Once a hold is decided it is written into the repository as well; what fails there is
 * made up for by the next backup or prune, because the service refuses to forget the snapshot in any case.
 */
@RestController
@RequestMapping("/api/v1/backups/{application}/policies/{policy}/legal-holds")
public final class LegalHoldController {
    private final BackupCommands commands;
    private final Known known;
    private final SnapshotReads snapshots;
    private final HeldSnapshots holds;

    public LegalHoldController(BackupCommands commands, Known known, SnapshotReads snapshots, HeldSnapshots holds) {
        this.commands = commands;
        this.known = known;
        this.snapshots = snapshots;
        this.holds = holds;
    }

    /** @param snapshot an id, or the beginning of one */
    record HoldRequest(@Nullable String snapshot, @Nullable String reason) {}

    @PostMapping
    ResponseEntity<CommandAnswer> hold(
            @PathVariable String application,
            @PathVariable String policy,
            @RequestBody HoldRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        BackupPolicy spec = known.policy(application, policy);
        String name = Known.needed("snapshot", request.snapshot());
        String reason = Known.needed("reason", request.reason());
        StoredSnapshot stored = RepositoryAnswers.of(() -> snapshots.get(application, spec, name));
        ResponseEntity<CommandAnswer> answer = commands.submit(
                new BackupCommand.PlaceLegalHold(application, policy, called(application, policy, stored), reason),
                headers,
                actor);
        if (isAccepted(answer)) {
            written(
                    () -> holds.place(spec, stored, actor.name()),
                    "The hold is on record, and the service keeps the snapshot. Its tag could not be written into the"
                            + " repository; the next backup or prune does that. ");
        }
        return answer;
    }

    @PostMapping("/{snapshot}/release")
    ResponseEntity<CommandAnswer> release(
            @PathVariable String application,
            @PathVariable String policy,
            @PathVariable String snapshot,
            @RequestBody RunController.Reason request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        BackupPolicy spec = known.policy(application, policy);
        String reason = Known.needed("reason", request.reason());
        Optional<StoredSnapshot> stored = RepositoryAnswers.of(() -> find(application, spec, snapshot))
                .filter(found -> Retention.isOnHold(found.snapshot()));
        stored.ifPresent(found -> requireMutable(spec, found));
        ResponseEntity<CommandAnswer> answer = commands.submit(
                new BackupCommand.ReleaseLegalHold(
                        application,
                        spec.name(),
                        stored.map(found -> called(application, policy, found)).orElse(snapshot),
                        reason,
                        stored.isPresent()),
                headers,
                actor);
        if (stored.isPresent() && isAccepted(answer)) {
            written(
                    () -> holds.release(spec, stored.get()),
                    "The release is on record. The tag in the repository could not be removed, and keeps the snapshot;"
                            + " release it again. ");
        }
        return answer;
    }

    /** A hold on a snapshot that is gone can be released all the same. */
    private Optional<StoredSnapshot> find(String application, BackupPolicy policy, String name) throws IOException {
        try {
            return Optional.of(snapshots.get(application, policy, name));
        } catch (SnapshotNotFoundException e) {
            return Optional.empty();
        }
    }

    /** What the service calls it: as it does already, or as the first of its line, whatever it will be called later. */
    private String called(String application, String policy, StoredSnapshot stored) {
        return known.hold(application, policy, stored)
                .map(LegalHoldView::snapshot)
                .orElseGet(() -> stored.first().toString());
    }

    private void requireMutable(BackupPolicy policy, StoredSnapshot held) {
        if (policy.repository().appendOnly()) {
            throw stays(held, "the repository is appendOnly");
        }
        Optional<Instant> until = RepositoryAnswers.of(() -> holds.retainedUntil(policy, held));
        if (until.isPresent()) {
            throw stays(held, "the storage keeps the file that says so until " + until.get());
        }
    }

    private static ProblemException stays(StoredSnapshot held, String why) {
        return new ProblemException(
                ProblemCode.CONFLICT,
                "The hold of snapshot " + held.id().brief() + " cannot be released: " + why + ".");
    }

    private static boolean isAccepted(ResponseEntity<CommandAnswer> answer) {
        CommandAnswer body = answer.getBody();
        return body != null && body.status() == CommandAnswer.Status.accepted;
    }

    /** What is done in a repository. */
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    private static void written(Change change, String otherwise) {
        try {
            change.make();
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, otherwise + e.getMessage());
        }
    }
}
