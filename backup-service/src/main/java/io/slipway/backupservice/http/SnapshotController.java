package io.slipway.backupservice.http;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import io.slipway.backup.hold.HoldTags;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.retention.Retention;
import io.slipway.backup.tree.Node;
import io.slipway.backupservice.domain.project.BackupAggregate;
import io.slipway.backupservice.repository.SnapshotReads;
import io.slipway.backupservice.repository.SnapshotTags;
import io.slipway.events.audit.AuditEntry;
import io.slipway.events.audit.AuditResource;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.view.BackupView.LegalHoldView;
import io.slipway.kit.audit.AuditTrail;
import io.slipway.kit.audit.AuditedAct;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.ProblemException;

/** What is in a repository: snapshots and the files in them. */
@RestController
@RequestMapping("/api/v1/backups/{application}/policies/{policy}/snapshots")
public final class SnapshotController {
    private static final int MOST = 10_000;
    private static final int MOST_SNAPSHOTS = 100_000;

    private final Known known;
    private final SnapshotReads reads;
    private final AuditTrail audit;

    public SnapshotController(Known known, SnapshotReads reads, AuditTrail audit) {
        this.known = known;
        this.reads = reads;
        this.audit = audit;
    }

    /**
     * @param original what it was called before it was changed, as a legal hold changes it; null for one that never was
     * @param held whether it is under a legal hold
     * @param heldBy who placed that, as far as it is known
     */
    record SnapshotView(
            String id,
            @Nullable String original,
            Instant time,
            @Nullable String source,
            @Nullable String kind,
            @Nullable String run,
            List<String> paths,
            String hostname,
            List<String> tags,
            @Nullable Long files,
            @Nullable Long bytes,
            @Nullable Long stored,
            boolean held,
            @Nullable String heldBy) {}

    @GetMapping
    BackupController.Page<SnapshotView> list(
            @PathVariable String application,
            @PathVariable String policy,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(defaultValue = "1000") int limit) {
        BackupPolicy spec = known.policy(application, policy);
        return new BackupController.Page<>(RepositoryAnswers.of(() -> reads.list(application, spec, source)).stream()
                .limit(checked(limit, MOST_SNAPSHOTS))
                .map(stored -> view(application, policy, stored))
                .toList());
    }

    @GetMapping("/{id}")
    SnapshotView get(@PathVariable String application, @PathVariable String policy, @PathVariable String id) {
        BackupPolicy spec = known.policy(application, policy);
        return view(application, policy, RepositoryAnswers.of(() -> reads.get(application, spec, id)));
    }

    /** @param more whether there is more than was asked for */
    record NodesView(List<NodeView> items, boolean more) {}

    record NodeView(
            String path,
            String type,
            long size,
            Instant modified,
            long mode,
            @Nullable String linkTarget) {}

    @GetMapping("/{id}/tree")
    NodesView tree(
            @PathVariable String application,
            @PathVariable String policy,
            @PathVariable String id,
            @RequestParam(defaultValue = "/") String path,
            @RequestParam(defaultValue = "false") boolean deep,
            @RequestParam(defaultValue = "1000") int limit) {
        BackupPolicy spec = known.policy(application, policy);
        return view(RepositoryAnswers.of(() -> reads.tree(application, spec, id, path, deep, checked(limit))));
    }

    @GetMapping("/{id}/find")
    NodesView find(
            @PathVariable String application,
            @PathVariable String policy,
            @PathVariable String id,
            @RequestParam String pattern,
            @RequestParam(defaultValue = "1000") int limit) {
        BackupPolicy spec = known.policy(application, policy);
        return view(RepositoryAnswers.of(() -> reads.find(application, spec, id, pattern, checked(limit))));
    }

    record DiffView(List<SnapshotReads.Change> items, boolean more) {}

    @GetMapping("/{id}/diff")
    DiffView diff(
            @PathVariable String application,
            @PathVariable String policy,
            @PathVariable String id,
            @RequestParam String with,
            @RequestParam(defaultValue = "1000") int limit) {
        BackupPolicy spec = known.policy(application, policy);
        List<SnapshotReads.Change> changes =
                RepositoryAnswers.of(() -> reads.diff(application, spec, id, with, checked(limit)));
        return new DiffView(changes.stream().limit(limit).toList(), changes.size() > limit);
    }

    /** Whoever reads a file of a backup reads the application's data: it is on record before the first byte. */
    @GetMapping("/{id}/file")
    ResponseEntity<StreamingResponseBody> file(
            @PathVariable String application,
            @PathVariable String policy,
            @PathVariable String id,
            @RequestParam String path,
            Actor actor)
            throws InterruptedException {
        BackupPolicy spec = known.policy(application, policy);
        String whole = RepositoryAnswers.of(() -> reads.get(application, spec, id))
                .id()
                .toString();
        RepositoryAnswers.of(() -> reads.tree(application, spec, whole, path, false, 1));
        audit.record(
                BackupAggregate.SOURCE,
                actor.name(),
                List.of(new AuditedAct(
                        "backup.file.read",
                        new AuditResource(application, spec.environment(), policy, whole, null),
                        AuditEntry.Outcome.DONE,
                        path)));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(out -> reads.copy(application, spec, whole, path, out));
    }

    private SnapshotView view(String application, String policy, StoredSnapshot stored) {
        Snapshot snapshot = stored.snapshot();
        var summary = snapshot.summary();
        Optional<LegalHoldView> hold = known.hold(application, policy, stored);
        return new SnapshotView(
                stored.id().toString(),
                snapshot.original() == null ? null : snapshot.original().toString(),
                snapshot.time().toInstant(),
                SnapshotTags.value(snapshot, "source").orElse(null),
                SnapshotTags.value(snapshot, "kind").orElse(null),
                SnapshotTags.value(snapshot, "run").orElse(null),
                snapshot.paths(),
                snapshot.hostname(),
                snapshot.tags(),
                summary == null ? null : summary.totalFilesProcessed(),
                summary == null ? null : summary.totalBytesProcessed(),
                summary == null ? null : summary.dataAddedPacked(),
                hold.isPresent() || Retention.isOnHold(snapshot),
                hold.map(LegalHoldView::by).or(() -> HoldTags.by(snapshot)).orElse(null));
    }

    private static NodesView view(SnapshotReads.Nodes nodes) {
        return new NodesView(
                nodes.nodes().stream().map(SnapshotController::view).toList(), nodes.more());
    }

    static NodeView view(SnapshotReads.Found found) {
        Node node = found.node();
        return new NodeView(
                found.path(),
                node.type().name().toLowerCase(Locale.ROOT),
                node.size(),
                node.times().modified().toInstant(),
                node.mode(),
                node.linkTarget());
    }

    private static int checked(int limit) {
        return checked(limit, MOST);
    }

    private static int checked(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw ProblemException.malformed("limit", "1 to " + most + " is expected");
        }
        return limit;
    }
}
