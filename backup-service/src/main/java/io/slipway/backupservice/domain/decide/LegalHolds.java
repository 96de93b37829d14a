package io.slipway.backupservice.domain.decide;

import java.util.regex.Pattern;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Policy;
import io.slipway.events.Refusal;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.ProtectionEvent;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** Keeps snapshots until somebody says otherwise. */
final class LegalHolds {
    private static final int MOST = 500;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private final Draft<BackupState, BackupEvent> draft;
    private final Context context;

    LegalHolds(Draft<BackupState, BackupEvent> draft, Context context) {
        this.draft = draft;
        this.context = context;
    }

    Decision<BackupEvent> place(BackupCommand.PlaceLegalHold place) {
        Policy policy = draft.state().policy(place.policy()).orElse(null);
        if (policy == null) {
            return unknown(place.application(), place.policy());
        }
        if (!ID.matcher(place.snapshot()).matches()) {
            return Decision.refused(
                    Refusal.Code.INVALID,
                    place.snapshot() + " is no id of a snapshot: 64 hexadecimal digits are expected");
        }
        if (draft.state().held(place.policy()).contains(place.snapshot())) {
            return draft.accepted(place.snapshot());
        }
        if (draft.state().legalHolds().size() >= MOST) {
            return Decision.refused(Refusal.Code.CONFLICT, "there are " + MOST + " legal holds; release some first");
        }
        draft.emit(new ProtectionEvent.LegalHoldPlaced(
                place.application(),
                policy.spec().environment(),
                place.policy(),
                place.snapshot(),
                context.actor(),
                place.reason()));
        return draft.accepted(place.snapshot());
    }

    Decision<BackupEvent> release(BackupCommand.ReleaseLegalHold release) {
        Policy policy = draft.state().policy(release.policy()).orElse(null);
        if (policy == null) {
            return unknown(release.application(), release.policy());
        }
        boolean tagged = Boolean.TRUE.equals(release.tagged());
        if (!tagged && !draft.state().held(release.policy()).contains(release.snapshot())) {
            return Decision.refused(
                    Refusal.Code.NOT_FOUND, release.snapshot() + " of " + release.policy() + " is under no legal hold");
        }
        draft.emit(new ProtectionEvent.LegalHoldReleased(
                release.application(),
                policy.spec().environment(),
                release.policy(),
                release.snapshot(),
                context.actor(),
                release.reason()));
        return draft.accepted(release.snapshot());
    }

    private static Decision<BackupEvent> unknown(String application, String policy) {
        return Decision.refused(Refusal.Code.NOT_FOUND, application + " has no backup policy " + policy);
    }
}
