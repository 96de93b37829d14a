package io.slipway.backup.retention;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.StoredSnapshot;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetentionTest {
    private static final Instant NOW = RandomSnapshots.NEWEST.plusHours(1).toInstant();

    private static List<Decision> decide(List<StoredSnapshot> snapshots, RetentionPolicy policy) {
        return Retention.decide(snapshots, policy, Grouping.RESTIC, NOW);
    }

    private static List<StoredSnapshot> kept(List<StoredSnapshot> snapshots, RetentionPolicy policy) {
        return decide(snapshots, policy).stream()
                .filter(Decision::isKept)
                .map(Decision::snapshot)
                .toList();
    }

    @Property(tries = 200)
    void decidesOnEachOnceAndKeepsTheNewest(@ForAll long seed) {
        Random random = new Random(seed);
        List<StoredSnapshot> snapshots = RandomSnapshots.stored(random, 1 + random.nextInt(60));
        List<Decision> decisions = decide(snapshots, RandomSnapshots.policy(random));

        assertThat(decisions).extracting(Decision::snapshot).containsExactlyElementsOf(snapshots);
        assertThat(decisions.getFirst().isKept()).isTrue();
    }

    /** What was kept is kept when the same policy is applied again, so that it can be applied as often as one likes. */
    @Property(tries = 200)
    void changesNothingTheSecondTime(@ForAll long seed) {
        Random random = new Random(seed);
        List<StoredSnapshot> snapshots = RandomSnapshots.stored(random, 1 + random.nextInt(60));
        RetentionPolicy policy = RandomSnapshots.policy(random);
        List<StoredSnapshot> kept = kept(snapshots, policy);

        assertThat(kept(kept, policy)).isEqualTo(kept);
    }

    @Property(tries = 100)
    void moreRulesKeepMore(@ForAll long seed) {
        Random random = new Random(seed);
        List<StoredSnapshot> snapshots = RandomSnapshots.stored(random, 1 + random.nextInt(60));
        RetentionPolicy policy = RandomSnapshots.policy(random).keepLast(1);

        assertThat(kept(snapshots, policy.keepLast(5))).containsAll(kept(snapshots, policy));
        assertThat(kept(snapshots, policy.keepWithin(new Span(100, 0, 0, 0)))).isEqualTo(snapshots);
    }

    /** Whatever an attacker adds in between, rules about time keep what they kept. */
    @Property(tries = 100)
    void worthlessSnapshotsPushOutNoGoodOnesFromRulesOfTime(@ForAll long seed) {
        Random random = new Random(seed);
        List<StoredSnapshot> good = RandomSnapshots.stored(random, 1 + random.nextInt(30));
        RetentionPolicy policy = RetentionPolicy.KEEP_ALL.keepWithin(RandomSnapshots.span(random));
        List<StoredSnapshot> all = new ArrayList<>(good);
        all.addAll(RandomSnapshots.stored(new Random(seed + 1), 50));

        assertThat(kept(all.stream().distinct().toList(), policy)).containsAll(kept(good, policy));
    }

    @Property(tries = 100)
    void aClockThatWasWrongPushesNothingOut(@ForAll long seed) {
        Random random = new Random(seed);
        List<StoredSnapshot> snapshots = RandomSnapshots.stored(random, 1 + random.nextInt(30));
        RetentionPolicy policy = RandomSnapshots.policy(random);
        List<StoredSnapshot> withFuture = new ArrayList<>();
        for (StoredSnapshot stored : RandomSnapshots.stored(random, 10)) {
            OffsetDateTime later = stored.snapshot().time().plusYears(500);
            withFuture.add(at(stored, later, stored.snapshot().tags()));
        }
        withFuture.addAll(snapshots);

        assertThat(kept(withFuture, policy))
                .containsAll(kept(snapshots, policy))
                .containsAll(withFuture.subList(0, 10));
    }

    private static StoredSnapshot at(StoredSnapshot stored, OffsetDateTime time, List<String> tags) {
        var old = stored.snapshot();
        return new StoredSnapshot(
                stored.id(),
                new io.slipway.backup.repository.Snapshot(
                        time,
                        null,
                        old.tree(),
                        old.paths(),
                        old.hostname(),
                        "",
                        0,
                        0,
                        List.of(),
                        tags,
                        null,
                        null,
                        null));
    }

    @Test
    void neverRemovesWhatIsOnHold() {
        List<StoredSnapshot> snapshots = new ArrayList<>(RandomSnapshots.stored(new Random(1), 20));
        StoredSnapshot old = snapshots.removeLast();
        StoredSnapshot held = at(old, old.snapshot().time(), List.of("legal-hold=case 17"));
        snapshots.add(held);

        List<Decision> decisions = decide(snapshots, RetentionPolicy.KEEP_ALL.keepLast(1));
        assertThat(decisions.getLast()).isEqualTo(new Decision(held, List.of("legal hold")));
        assertThat(decisions).filteredOn(Decision::isKept).hasSize(2);
    }

    @Test
    void keepsAllWithoutARule() {
        List<StoredSnapshot> snapshots = RandomSnapshots.stored(new Random(1), 20);
        assertThat(kept(snapshots, RetentionPolicy.KEEP_ALL)).isEqualTo(snapshots);
    }

    @Test
    void decidesOnEachGroupByItself() {
        List<StoredSnapshot> snapshots = RandomSnapshots.stored(new Random(1), 20);
        List<StoredSnapshot> two = new ArrayList<>();
        for (int i = 0; i < snapshots.size(); i++) {
            StoredSnapshot stored = snapshots.get(i);
            two.add(at(
                    stored,
                    stored.snapshot().time(),
                    List.of("application=" + (i % 2 == 0 ? "crm" : "shop"), "x" + i)));
        }
        assertThat(Retention.decide(two, RetentionPolicy.KEEP_ALL.keepLast(3), Grouping.SOURCE, NOW))
                .filteredOn(Decision::isKept)
                .hasSize(6);
    }

    @Test
    void saysWhyEachIsKept() {
        List<StoredSnapshot> snapshots = RandomSnapshots.stored(new Random(1), 2);
        RetentionPolicy policy = RetentionPolicy.KEEP_ALL
                .keepLast(1)
                .keep(Period.DAILY, 1)
                .keepWithin(Period.WEEKLY, Span.parse("1y2m"))
                .keepWithin(Span.ofDays(1));
        assertThat(decide(snapshots, policy).getFirst().reasons())
                .containsExactly("within 1d", "weekly within 1y2m", "last snapshot", "daily snapshot");
    }

    @Test
    void keepsByTags() {
        List<StoredSnapshot> snapshots = RandomSnapshots.stored(new Random(3), 40);
        assertThat(kept(snapshots, RetentionPolicy.KEEP_ALL.keepTags(List.of(Set.of("keep", "monthly")))).stream()
                        .skip(1))
                .isNotEmpty()
                .allSatisfy(stored -> assertThat(stored.snapshot().tags()).contains("keep", "monthly"));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> RetentionPolicy.KEEP_ALL.keepLast(-2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetentionPolicy(1, Map.of(), null, Map.of(), List.of(Set.of())))
                .isInstanceOf(IllegalArgumentException.class);
        for (String wrong : List.of("", "0d", "5", "d", "3w", "1h2d", "-1d")) {
            assertThatThrownBy(() -> Span.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Span.parse("1y6m10d12h")).isEqualTo(new Span(1, 6, 10, 12)).hasToString("1y6m10d12h");
    }
}
