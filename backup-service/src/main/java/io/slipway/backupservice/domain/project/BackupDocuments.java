package io.slipway.backupservice.domain.project;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Deletion;
import io.slipway.backupservice.domain.state.Policy;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.backupservice.domain.state.Standing;
import io.slipway.backupservice.domain.state.Timetable;
import io.slipway.events.Document;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.view.BackupRunsView;
import io.slipway.events.backup.view.BackupView;
import io.slipway.events.backup.view.BackupView.DeletionView;
import io.slipway.events.backup.view.BackupView.EnvironmentView;
import io.slipway.events.backup.view.BackupView.LegalHoldView;
import io.slipway.events.backup.view.BackupView.MissedView;
import io.slipway.events.backup.view.BackupView.NextView;
import io.slipway.events.backup.view.BackupView.OplogView;
import io.slipway.events.backup.view.BackupView.PolicyView;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.aggregate.Documents;
import io.slipway.kit.approval.Quorum;

/** The documents behind the HTTP API: how the application is protected, and its runs. */
final class BackupDocuments implements Documents<BackupState> {
    private final Directory directory;

    /** @param directory who has which role */
    BackupDocuments(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Map<String, Document> changed(BackupState before, BackupState after, long revision) {
        Map<String, Document> changed = new LinkedHashMap<>();
        if (!view(before, 0).equals(view(after, 0))) {
            changed.put(BackupView.key(after.application()), view(after, revision));
        }
        if (!runs(before, 0).equals(runs(after, 0))) {
            changed.put(BackupRunsView.key(after.application()), runs(after, revision));
        }
        return changed;
    }

    private static BackupRunsView runs(BackupState state, long revision) {
        return new BackupRunsView(
                state.application(),
                revision,
                Stream.concat(state.runs().reversed().stream().map(Run::view), state.history().stream())
                        .toList());
    }

    private BackupView view(BackupState state, long revision) {
        return new BackupView(
                state.application(),
                revision,
                state.digest(),
                state.policies().values().stream().map(BackupDocuments::policy).toList(),
                environments(state),
                state.deletions().stream()
                        .filter(deletion -> !deletion.complete())
                        .map(this::deletion)
                        .toList(),
                state.legalHolds().stream()
                        .map(hold -> new LegalHoldView(
                                hold.policy(), hold.snapshot(), hold.by(), hold.reason(), hold.since()))
                        .toList());
    }

    private static PolicyView policy(Policy policy) {
        return new PolicyView(
                policy.spec(),
                policy.holdings().repository(),
                new NextView(
                        next(policy, RunKind.BACKUP),
                        next(policy, RunKind.VERIFICATION),
                        next(policy, RunKind.DRILL),
                        next(policy, RunKind.PRUNE)),
                policy.holdings().recoverableTo(policy.spec()).orElse(null),
                policy.spec().sources().stream()
                        .flatMap(source -> policy.holdings().newest(source.name()).stream())
                        .toList(),
                policy.holdings().oplogs().entrySet().stream()
                        .map(oplog -> new OplogView(
                                oplog.getKey(),
                                oplog.getValue().from(),
                                oplog.getValue().to()))
                        .toList(),
                policy.results().backup(),
                policy.results().verification(),
                policy.results().drill(),
                policy.results().prune(),
                policy.round() == null ? null : policy.round().coverage(),
                policy.missed().entrySet().stream()
                        .map(missed -> new MissedView(
                                missed.getKey(),
                                missed.getValue().target(),
                                missed.getValue().actual(),
                                missed.getValue().since(),
                                missed.getValue().detail()))
                        .toList(),
                policy.holdings().damages());
    }

    private static @Nullable Instant next(Policy policy, RunKind kind) {
        return policy.next().due(kind).map(Timetable.Due::at).orElse(null);
    }

    /** Each as well protected as its worst policy. */
    private static List<EnvironmentView> environments(BackupState state) {
        Map<String, List<Policy>> byName = new TreeMap<>();
        state.policies()
                .values()
                .forEach(policy -> byName.computeIfAbsent(policy.spec().environment(), name -> new ArrayList<>())
                        .add(policy));
        return byName.entrySet().stream()
                .map(environment -> environment(environment.getKey(), environment.getValue()))
                .toList();
    }

    private static EnvironmentView environment(String name, List<Policy> policies) {
        List<Standing> standings =
                policies.stream().map(Policy::standing).filter(Objects::nonNull).toList();
        boolean fresh = standings.stream().allMatch(Standing::fresh);
        return new EnvironmentView(
                name,
                fresh,
                oldest(standings.stream().map(Standing::recoverableTo).toList()),
                fresh ? first(standings.stream().map(Standing::until)).orElse(null) : null,
                oldest(policies.stream()
                        .filter(policy -> policy.spec().drill() != null)
                        .map(policy -> policy.results().drilled())
                        .toList()),
                policies.stream()
                        .flatMap(policy -> Stream.ofNullable(policy.standing())
                                .filter(standing -> !standing.fresh())
                                .map(standing -> policy.spec().name() + ": " + standing.reason()))
                        .toList());
    }

    /** Null where one of them is. */
    private static @Nullable Instant oldest(List<@Nullable Instant> times) {
        return times.stream().anyMatch(Objects::isNull)
                ? null
                : first(times.stream()).orElse(null);
    }

    private static Optional<Instant> first(Stream<@Nullable Instant> times) {
        return times.filter(Objects::nonNull).min(Comparator.naturalOrder());
    }

    private DeletionView deletion(Deletion deletion) {
        return new DeletionView(
                deletion.id(),
                deletion.policy(),
                deletion.snapshots(),
                deletion.by(),
                deletion.reason(),
                deletion.expires(),
                deletion.approvedBy(),
                new Quorum(deletion.approval(), directory, Directory.principal(deletion.by()))
                        .view(deletion.approvedBy()));
    }
}
