package io.slipway.backupservice.domain.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Policy;
import io.slipway.backupservice.domain.state.Round;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.backupservice.domain.state.RunWork;
import io.slipway.backupservice.domain.state.Words;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.Coverage;
import io.slipway.events.backup.Damage;
import io.slipway.events.backup.ProtectionEvent.RepositoryDamaged;
import io.slipway.events.backup.ProtectionEvent.RepositoryRepaired;
import io.slipway.events.backup.VerificationEvent.VerificationFailed;
import io.slipway.events.backup.VerificationEvent.VerificationPassed;
import io.slipway.events.backup.VerificationLevel;
import io.slipway.events.backup.task.VerifyBackupTask;
import io.slipway.kit.aggregate.Draft;

/** What a verification found. It passes only where the newest backup is no older than it may be. */
final class Verifying {
    private static final int MOST_DAMAGES = 50;

    private final Draft<BackupState, BackupEvent> draft;

    Verifying(Draft<BackupState, BackupEvent> draft) {
        this.draft = draft;
    }

    void conclude(Run run, RunWork.Verification work, VerifyBackupTask.Output output) {
        Policy policy = draft.state().policy(run.policy()).orElseThrow();
        Round round = policy.roundAt(draft.now());
        Coverage covered = covered(work, round, output, draft.now());
        if (!output.damages().isEmpty()) {
            damaged(run, output.damages(), round.coverage());
            return;
        }
        Optional<String> stale = stale(policy, output.newest(), draft.now());
        if (stale.isPresent()) {
            failed(run, stale.get(), List.of(), covered);
            return;
        }
        boolean whole = work.slices() == 1 && work.level() != VerificationLevel.PRESENCE;
        if (!policy.holdings().damages().isEmpty() && whole) {
            draft.emit(new RepositoryRepaired(
                    application(), run.environment(), run.policy(), run.id(), "all of it was read and is whole"));
        }
        draft.emit(new VerificationPassed(
                application(),
                run.environment(),
                run.policy(),
                run.id(),
                work.level(),
                output.bytesRead(),
                covered,
                output.newest() == null ? draft.now() : output.newest(),
                Duration.between(run.startedAt(), draft.now())));
    }

    private void damaged(Run run, List<Damage> found, Coverage coverage) {
        List<Damage> damages = found.stream().limit(MOST_DAMAGES).toList();
        failed(
                run,
                found.size() + (found.size() == 1 ? " thing is" : " things are")
                        + " not as written, the first: " + damages.getFirst().what() + " "
                        + damages.getFirst().id() + ": " + damages.getFirst().detail(),
                damages,
                coverage);
        draft.emit(new RepositoryDamaged(application(), run.environment(), run.policy(), run.id(), damages));
    }

    private void failed(Run run, String reason, List<Damage> damages, Coverage coverage) {
        draft.emit(new VerificationFailed(
                application(), run.environment(), run.policy(), run.id(), Runs.bounded(reason), damages, coverage));
    }

    /** Reading everything at once completes a round as its last part does. */
    private static Coverage covered(
            RunWork.Verification work, Round round, VerifyBackupTask.Output output, Instant now) {
        Coverage before = round.coverage();
        if (work.level() == VerificationLevel.PRESENCE) {
            return new Coverage(
                    output.packs(),
                    before.verified(),
                    output.bytes(),
                    before.verifiedBytes(),
                    before.since(),
                    before.completed());
        }
        boolean completes = work.slices() == 1 || (work.counts() && work.slice() + 1 == work.slices());
        if (completes) {
            return new Coverage(output.packs(), output.packs(), output.bytes(), output.bytes(), before.since(), now);
        }
        return work.counts()
                ? new Coverage(
                        output.packs(),
                        Math.min(output.packs(), before.verified() + output.packsRead()),
                        output.bytes(),
                        Math.min(output.bytes(), before.verifiedBytes() + output.bytesRead()),
                        before.since(),
                        before.completed())
                : before;
    }

    /** Why what was found is worth nothing although it is whole. */
    static Optional<String> stale(Policy policy, @Nullable Instant newest, Instant now) {
        if (newest == null) {
            return Optional.of("the repository is whole, and there is no snapshot in it");
        }
        @Nullable Duration rpo = policy.spec().objectives().rpo();
        Instant reached = policy.holdings()
                .recoverableTo(policy.spec())
                .filter(moment -> moment.isAfter(newest))
                .orElse(newest);
        Duration age = Duration.between(reached, now);
        return rpo != null && age.compareTo(rpo) > 0
                ? Optional.of(
                        "the newest backup is " + Words.of(age) + " old, at most " + Words.of(rpo) + " are allowed")
                : Optional.empty();
    }

    private String application() {
        return draft.state().application();
    }
}
