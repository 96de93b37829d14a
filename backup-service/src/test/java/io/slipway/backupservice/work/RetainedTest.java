package io.slipway.backupservice.work;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.events.backup.policy.AnomalySpec;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.HooksSpec;
import io.slipway.events.backup.policy.LimitsSpec;
import io.slipway.events.backup.policy.ObjectivesSpec;
import io.slipway.events.backup.policy.RepositorySpec;
import io.slipway.events.backup.policy.RetentionSpec;
import io.slipway.events.backup.task.PruneTask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetainedTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final RetentionSpec LAST_TWO = new RetentionSpec(2, null, null, null, null, null, null, List.of());

    /** One each day, the newest first. */
    private static final List<StoredSnapshot> DAYS = days(6);

    @Test
    void whatNoRuleKeepsGoesAndWithoutRulesNothingDoes() {
        assertThat(going(LAST_TWO, null, List.of(), List.of())).containsExactlyElementsOf(ids(2, 6));
        assertThat(going(RetentionSpec.ALL, null, List.of(), List.of())).isEmpty();
    }

    @Test
    void whatIsHeldOrUnderTheLockStaysWhateverTheRulesSay() {
        assertThat(going(LAST_TWO, null, List.of(), List.of(id(3))))
                .doesNotContain(id(3))
                .hasSize(3);
        assertThat(going(LAST_TWO, Duration.ofDays(4), List.of(), List.of())).containsExactlyElementsOf(ids(4, 6));
    }

    @Test
    void whatTwoPeopleNamedGoesButNeverALockedOrHeldOne() {
        assertThat(going(RetentionSpec.ALL, null, List.of(id(5)), List.of())).containsExactly(id(5));
        assertThatThrownBy(() -> going(RetentionSpec.ALL, Duration.ofDays(4), List.of(id(5), id(1)), List.of()))
                .hasMessageContaining("under the retention lock until");
        assertThatThrownBy(() -> going(RetentionSpec.ALL, null, List.of(id(5)), List.of(id(5))))
                .hasMessageContaining("legal hold");
    }

    @Test
    void whatWasChangedSinceGoesByTheNameOfTheFirst() {
        StoredSnapshot first = DAYS.getFirst();
        StoredSnapshot changed = new StoredSnapshot(
                ObjectId.parse("c".repeat(64)), first.snapshot().withOriginal(first.id()));
        StoredSnapshot tagged = new StoredSnapshot(
                changed.id(), changed.snapshot().withTags(List.of("source=uploads", "legal-hold", "legal-hold=alice")));
        String name = first.id().toString();

        assertThat(byName(List.of(changed), name, List.of())).containsExactly(changed);
        assertThat(byName(List.of(changed, first), name, List.of()))
                .as("where both are there, the one that is named")
                .containsExactly(first);
        assertThatThrownBy(() -> byName(List.of(changed), name, List.of(name))).hasMessageContaining("on legal hold");
        assertThatThrownBy(() -> byName(List.of(tagged), name, List.of())).hasMessageContaining("placed by alice");
    }

    private static List<StoredSnapshot> byName(List<StoredSnapshot> own, String name, List<String> held) {
        PruneTask task = new PruneTask("crm", "prune-1", policy(LAST_TWO, null), List.of(name), held, false);
        return new Retained(task, NOW)
                .going(own).stream().map(Retained.Going::snapshot).toList();
    }

    private static List<String> going(
            RetentionSpec retention, @Nullable Duration lock, List<String> named, List<String> held) {
        PruneTask task = new PruneTask("crm", "prune-1", policy(retention, lock), named, held, false);
        return new Retained(task, NOW)
                .going(DAYS).stream()
                        .map(gone -> gone.snapshot().id().toString())
                        .toList();
    }

    private static BackupPolicy policy(RetentionSpec retention, @Nullable Duration lock) {
        return new BackupPolicy(
                "nightly",
                "live",
                new RepositorySpec("/srv/backups", "PASSPHRASE", null, false, lock),
                List.of(new BackupSource.Files("uploads", List.of("/srv"), List.of())),
                null,
                retention,
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

    private static List<StoredSnapshot> days(int count) {
        List<StoredSnapshot> days = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            days.add(new StoredSnapshot(
                    ObjectId.parse(id(i)),
                    new Snapshot(
                            NOW.minus(Duration.ofDays(i)).minusSeconds(60).atOffset(ZoneOffset.UTC),
                            null,
                            ObjectId.parse(id(9)),
                            List.of("/srv"),
                            "host",
                            "user",
                            0,
                            0,
                            List.of(),
                            List.of("application=crm", "environment=live", "policy=nightly", "source=uploads"),
                            null,
                            null,
                            null)));
        }
        return days;
    }

    private static List<String> ids(int from, int to) {
        List<String> ids = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ids.add(id(i));
        }
        return ids;
    }

    private static String id(int day) {
        return String.valueOf(day).repeat(64);
    }
}
