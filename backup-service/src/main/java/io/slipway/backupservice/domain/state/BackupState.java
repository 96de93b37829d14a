package io.slipway.backupservice.domain.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.view.BackupRunsView.RunView;

/**
 * The backups of one application.
 *
 * @param digest of the file that the policies were read from; null before the first
 * @param runs under way, the oldest first
 * @param history runs that ended, newest first
 */
public record BackupState(
        String application,
        @Nullable String digest,
        Map<String, Policy> policies,
        List<Run> runs,
        List<RunView> history,
        List<Deletion> deletions,
        List<LegalHold> legalHolds) {
    private static final int REMEMBERED_RUNS = 100;

    public BackupState {
        policies = Collections.unmodifiableMap(new TreeMap<>(policies));
        runs = List.copyOf(runs);
        history = List.copyOf(history);
        deletions = List.copyOf(deletions);
        legalHolds = List.copyOf(legalHolds);
    }

    public static BackupState initial(String application) {
        return new BackupState(application, null, Map.of(), List.of(), List.of(), List.of(), List.of());
    }

    public Optional<Policy> policy(String name) {
        return Optional.ofNullable(policies.get(name));
    }

    public Optional<Run> run(String id) {
        return runs.stream().filter(run -> run.id().equals(id)).findFirst();
    }

    /** Runs of a kind under way for a policy. */
    public Stream<Run> runs(String policy, RunKind kind) {
        return runs.stream().filter(run -> run.policy().equals(policy) && run.kind() == kind);
    }

    public Optional<Deletion> deletion(String id) {
        return deletions.stream().filter(deletion -> deletion.id().equals(id)).findFirst();
    }

    /** Ids of the snapshots of a policy that are kept until somebody says otherwise. */
    public List<String> held(String policy) {
        return legalHolds.stream()
                .filter(hold -> hold.policy().equals(policy))
                .map(LegalHold::snapshot)
                .toList();
    }

    BackupState with(String newDigest, Policy policy) {
        Map<String, Policy> more = new TreeMap<>(policies);
        more.put(policy.spec().name(), policy);
        return new BackupState(application, newDigest, more, runs, history, deletions, legalHolds);
    }

    BackupState without(String policy) {
        Map<String, Policy> fewer = new TreeMap<>(policies);
        fewer.remove(policy);
        return new BackupState(application, null, fewer, runs, history, deletions, legalHolds);
    }

    BackupState change(String policy, UnaryOperator<Policy> change) {
        Policy before = policies.get(policy);
        if (before == null) {
            return this;
        }
        Map<String, Policy> changed = new TreeMap<>(policies);
        changed.put(policy, change.apply(before));
        return new BackupState(application, digest, changed, runs, history, deletions, legalHolds);
    }

    BackupState with(Run run) {
        List<Run> more = new ArrayList<>(runs);
        more.add(run);
        return new BackupState(application, digest, policies, more, history, deletions, legalHolds);
    }

    BackupState changeRun(String id, UnaryOperator<Run> change) {
        List<Run> changed = runs.stream()
                .map(run -> run.id().equals(id) ? change.apply(run) : run)
                .toList();
        return new BackupState(application, digest, policies, changed, history, deletions, legalHolds);
    }

    /** The watch over an oplog never ends for long, and is not remembered. */
    BackupState ended(RunView view) {
        List<RunView> more = new ArrayList<>();
        if (view.kind() != RunKind.OPLOG) {
            more.add(view);
        }
        more.addAll(history);
        return new BackupState(
                application,
                digest,
                policies,
                runs.stream().filter(run -> !run.id().equals(view.id())).toList(),
                more.subList(0, Math.min(more.size(), REMEMBERED_RUNS)),
                deletions,
                legalHolds);
    }

    BackupState withDeletions(List<Deletion> changed) {
        return new BackupState(application, digest, policies, runs, history, changed, legalHolds);
    }

    BackupState withLegalHolds(List<LegalHold> changed) {
        return new BackupState(application, digest, policies, runs, history, deletions, changed);
    }
}
