package io.slipway.backupservice.domain;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.BackupRunEvent.BackupFailed;
import io.slipway.events.backup.BackupRunEvent.BackupStarted;
import io.slipway.events.backup.BackupRunEvent.BackupSucceeded;
import io.slipway.events.backup.DeletionEvent.DeleteApproved;
import io.slipway.events.backup.DeletionEvent.DeleteRequested;
import io.slipway.events.backup.ProtectionEvent.BackupFresh;
import io.slipway.events.backup.ProtectionEvent.BackupStale;
import io.slipway.events.backup.ProtectionEvent.ObjectiveMetAgain;
import io.slipway.events.backup.ProtectionEvent.ObjectiveMissed;
import io.slipway.events.backup.PruneEvent.PruneStarted;
import io.slipway.events.backup.RunEvent;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.VerificationLevel;
import io.slipway.events.backup.policy.DrillSpec;
import io.slipway.events.backup.policy.VerificationSpec;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.DeciderScenario;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever people ask for, workers say and time does, in whatever order: the promises hold. {@link DeciderScenario} checks
 * after every step that the fold over the events is the state and that the state survives JSON.
 */
class BackupStormTest {
    private static final List<String> PEOPLE = List.of("alice", "bob", "carol");
    private static final int STEPS = 50;

    @Property(tries = 50)
    void theHistoryKeepsThePromises(@ForAll long seed) {
        Random random = new Random(seed);
        var crm = Crm.withPolicy(Crm.policy(
                "0 */6 * * *",
                Duration.ofHours(8),
                new VerificationSpec(Crm.schedule("30 3 * * *"), Duration.ofDays(3)),
                new DrillSpec(
                        Crm.schedule("0 4 * * 1"),
                        null,
                        null,
                        List.of(),
                        Duration.ofHours(1),
                        Duration.ofDays(8),
                        null,
                        null),
                false));
        for (int i = 0; i < STEPS; i++) {
            crm.by(PEOPLE.get(random.nextInt(PEOPLE.size())));
            switch (random.nextInt(4)) {
                case 0 -> crm.advance(Duration.ofMinutes(random.nextInt(random.nextInt(6) == 0 ? 1500 : 20)));
                case 1 -> crm.when(command(random, crm.state()));
                default -> report(random, crm);
            }
        }
        Promises promises = new Promises();
        crm.history().forEach(promises::see);
    }

    private static BackupCommand command(Random random, BackupState state) {
        String snapshot = (random.nextBoolean() ? "ab" : "cd").repeat(32);
        String deletion = state.deletions().isEmpty()
                ? "deletion-x"
                : state.deletions().getFirst().id();
        return switch (random.nextInt(9)) {
            case 0, 1 -> Crm.run();
            case 2 -> new BackupCommand.Verify("crm", "nightly", VerificationLevel.READ, null);
            case 3 -> new BackupCommand.Drill("crm", "nightly");
            case 4 -> new BackupCommand.Prune("crm", "nightly", random.nextBoolean());
            case 5 -> new BackupCommand.RequestDelete("crm", "nightly", List.of(snapshot), "because");
            case 6 -> new BackupCommand.ApproveDelete("crm", deletion, null);
            case 7 -> new BackupCommand.PlaceLegalHold("crm", "nightly", snapshot, "case");
            default ->
                new BackupCommand.CancelRun(
                        "crm",
                        state.runs().isEmpty()
                                ? "backup-x"
                                : state.runs().getFirst().id(),
                        null);
        };
    }

    /** Of a worker that may be late, and may be another one. */
    private static void report(Random random, DeciderScenario<BackupState, BackupCommand, BackupEvent> crm) {
        if (crm.state().runs().isEmpty()) {
            return;
        }
        Run run = crm.state().runs().get(random.nextInt(crm.state().runs().size()));
        int attempt = Math.max(1, run.attempt() - random.nextInt(2));
        String worker = random.nextInt(4) == 0 ? "w2" : Crm.WORKER;
        crm.when(
                switch (random.nextInt(6)) {
                    case 0, 1 -> new TaskReport.Started(run.id(), attempt, worker, crm.now());
                    case 2 -> new TaskReport.Renewed(run.id(), attempt, worker, crm.now());
                    case 3 -> new TaskReport.Failed(run.id(), attempt, worker, "no", random.nextBoolean());
                    default ->
                        run.kind() == RunKind.BACKUP
                                ? new TaskReport.Succeeded(
                                        run.id(), attempt, worker, Json.tree(Crm.taken(crm.now(), 50_000_000)))
                                : new TaskReport.Released(run.id(), attempt, worker);
                });
    }

    /** What must be true of every history, said without the decider's own words. */
    private static final class Promises {
        private final Set<String> running = new HashSet<>();
        private final Set<String> over = new HashSet<>();
        private final Map<String, Integer> attempts = new HashMap<>();
        private final Map<String, DeleteRequested> requested = new HashMap<>();
        private final Set<String> agreed = new HashSet<>();
        private final Set<Object> missed = new HashSet<>();

        void see(BackupEvent event) {
            switch (event) {
                case BackupStarted started -> {
                    assertThat(running).as("no two backups at the same time").isEmpty();
                    assertThat(over).as("an id is used once").doesNotContain(started.run());
                    running.add(started.run());
                }
                case BackupSucceeded done -> ended(done.run());
                case BackupFailed failed -> ended(failed.run());
                case RunEvent.Cancelled cancelled -> {
                    if (cancelled.kind() == RunKind.BACKUP) {
                        ended(cancelled.run());
                    }
                }
                case RunEvent.HandedOut out ->
                    assertThat(attempts.merge(out.run(), 1, Integer::sum))
                            .as("attempts are numbered without a gap")
                            .isEqualTo(out.attempt());
                case DeleteRequested request -> requested.put(request.deletion(), request);
                case DeleteApproved approved -> {
                    assertThat(approved.by())
                            .as("nobody agrees to what they ask for")
                            .isNotEqualTo(requested.get(approved.deletion()).by());
                    agreed.add(approved.deletion());
                }
                case PruneStarted prune -> {
                    if (!prune.snapshots().isEmpty()) {
                        assertThat(agreed).contains(String.valueOf(prune.deletion()));
                    }
                }
                case ObjectiveMissed miss ->
                    assertThat(missed.add(miss.objective())).isTrue();
                case ObjectiveMetAgain met ->
                    assertThat(missed.remove(met.objective())).isTrue();
                case BackupFresh fresh -> assertThat(fresh.until()).isNotNull();
                case BackupStale stale -> assertThat(stale.reason()).isNotBlank();
                default -> {}
            }
        }

        private void ended(String run) {
            assertThat(running.remove(run)).as("what is over stays so").isTrue();
            over.add(run);
        }
    }
}
