package io.slipway.cli.dr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.oplog.SliceSnapshots;
import io.slipway.backup.mongodb.oplog.Timeline;
import io.slipway.backup.repository.SnapshotSummary;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.AnomalySpec;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.HooksSpec;
import io.slipway.events.backup.policy.LimitsSpec;
import io.slipway.events.backup.policy.ObjectivesSpec;
import io.slipway.events.backup.policy.RepositorySpec;
import io.slipway.events.backup.policy.RetentionSpec;
import io.slipway.events.backup.view.BackupView;
import io.slipway.events.backup.view.BackupView.NextView;
import io.slipway.events.backup.view.BackupView.OplogView;
import io.slipway.events.backup.view.BackupView.PolicyView;

/**
 * What the snapshots of a repository tell of the policies that made them. Nothing is promised there, and nobody is named.
 *
 * @param place how the repository is opened, for the commands
 */
record SnapshotsAlone(ResticRepository repository, RepositorySpec place) {
    private static final String UNKNOWN = "";

    /** @param passphrase the file with it; null where it was typed */
    static SnapshotsAlone in(ResticRepository repository, String location, @Nullable Path passphrase) {
        return new SnapshotsAlone(
                repository,
                new RepositorySpec(
                        location, passphrase == null ? "passphrase" : passphrase.toString(), null, false, null));
    }

    BackupView of(String application) throws IOException {
        Map<List<String>, List<StoredSnapshot>> policies = new LinkedHashMap<>();
        repository.snapshots().stream()
                .filter(stored -> Labels.of(stored).application().equals(application))
                .sorted(Comparator.comparing(SnapshotsAlone::time).reversed())
                .forEach(stored -> policies.computeIfAbsent(
                                List.of(
                                        Labels.of(stored).policy(),
                                        Labels.of(stored).environment()),
                                _ -> new ArrayList<>())
                        .add(stored));
        List<PolicyView> views = new ArrayList<>();
        for (List<StoredSnapshot> snapshots : policies.values()) {
            views.add(policy(application, snapshots));
        }
        return new BackupView(application, 0, null, views, List.of(), List.of(), List.of());
    }

    /** @param snapshots of one policy, the newest first */
    private PolicyView policy(String application, List<StoredSnapshot> snapshots) throws IOException {
        Map<String, StoredSnapshot> newest = new LinkedHashMap<>();
        snapshots.stream()
                .filter(stored -> !Labels.of(stored).kind().equals("oplog"))
                .forEach(stored -> newest.putIfAbsent(Labels.of(stored).source(), stored));
        List<Labels> sources = newest.values().stream().map(Labels::of).toList();
        return new PolicyView(
                spec(Labels.of(snapshots.getFirst()), sources),
                repository.id(),
                new NextView(null, null, null, null),
                newest.values().stream()
                        .map(SnapshotsAlone::time)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                newest.values().stream().map(SnapshotsAlone::facts).toList(),
                oplogs(application, sources),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of());
    }

    private BackupPolicy spec(Labels policy, List<Labels> sources) {
        return new BackupPolicy(
                policy.policy().isEmpty() ? "it" : policy.policy(),
                policy.environment(),
                place,
                sources.stream().map(SnapshotsAlone::source).toList(),
                null,
                RetentionSpec.ALL,
                null,
                null,
                LimitsSpec.NONE,
                HooksSpec.NONE,
                ObjectivesSpec.NONE,
                null,
                null,
                null,
                AnomalySpec.DEFAULT,
                List.of());
    }

    private static BackupSource source(Labels labels) {
        return switch (labels.kind()) {
            case "mongodb" -> new BackupSource.Mongodb(labels.source(), UNKNOWN, List.of(), List.of(), null);
            case "kafka" -> new BackupSource.Kafka(labels.source(), null, List.of());
            case "command" ->
                new BackupSource.Command(
                        labels.source(), List.of(), lastName(labels.paths().getFirst()), null);
            default -> new BackupSource.Files(labels.source(), labels.paths(), List.of());
        };
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private List<OplogView> oplogs(String application, List<Labels> sources) throws IOException {
        List<OplogView> oplogs = new ArrayList<>();
        for (Labels labels : sources) {
            if (labels.kind().equals("mongodb")) {
                new SliceSnapshots(repository, application, labels.tags(), InstantSource.system())
                        .timelines().stream()
                                .filter(timeline -> timeline.end().isPresent())
                                .max(Comparator.comparing(Timeline::id))
                                .ifPresent(timeline -> oplogs.add(new OplogView(
                                        labels.source(),
                                        timeline.start().time().instant(),
                                        timeline.next().time().instant())));
            }
        }
        return oplogs;
    }

    private static SnapshotFacts facts(StoredSnapshot stored) {
        Labels labels = Labels.of(stored);
        SnapshotSummary summary = stored.snapshot().summary();
        return new SnapshotFacts(
                stored.id().toString(),
                labels.source(),
                labels.kind(),
                time(stored),
                summary == null ? 0 : summary.totalFilesProcessed(),
                summary == null ? 0 : summary.totalBytesProcessed(),
                0,
                0,
                List.of());
    }

    private static Instant time(StoredSnapshot stored) {
        return stored.snapshot().time().toInstant();
    }
}
