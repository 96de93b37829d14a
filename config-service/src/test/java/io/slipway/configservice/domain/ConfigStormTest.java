package io.slipway.configservice.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.configservice.domain.state.Rollout;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigCommand.AdvanceRollout;
import io.slipway.events.config.ConfigCommand.CancelRollout;
import io.slipway.events.config.ConfigCommand.RejectRollout;
import io.slipway.events.config.ConfigCommand.RollBack;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.ConfigEvent.RolloutAdvanced;
import io.slipway.events.config.ConfigEvent.RolloutApproved;
import io.slipway.events.config.ConfigEvent.RolloutCompleted;
import io.slipway.events.config.ConfigEvent.RolloutEnded;
import io.slipway.events.config.ConfigEvent.RolloutRequested;
import io.slipway.events.config.EnvironmentCalendar;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.FreezeWindow.OnStart;
import io.slipway.events.deploy.pipeline.InFlight;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.kit.aggregate.Directory;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static io.slipway.configservice.domain.Shop.approve;
import static io.slipway.configservice.domain.Shop.base;
import static io.slipway.configservice.domain.Shop.commit;
import static io.slipway.configservice.domain.Shop.start;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever several people ask for, in whatever order: the promises of a rollout hold. {@link DeciderScenario} checks
 * after every step that the fold over the events is the state and that the state survives JSON.
 */
class ConfigStormTest {
    private static final List<String> PEOPLE = List.of("alice", "bob", "carol");
    private static final List<String> ENVIRONMENTS = List.of("staging", "production");
    private static final int STEPS = 60;

    @Property(tries = 60)
    void theHistoryKeepsThePromises(@ForAll long seed) {
        Random random = new Random(seed);
        var shop = Shop.withRevision(new Directory(Map.of("admin", Set.copyOf(PEOPLE), "oncall", Set.of("carol"))));
        for (int i = 0; i < STEPS; i++) {
            shop.by(PEOPLE.get(random.nextInt(PEOPLE.size())));
            if (random.nextInt(5) == 0) {
                shop.advance(Duration.ofMinutes(random.nextInt(random.nextInt(10) == 0 ? 2000 : 30)));
            } else {
                shop.when(command(random, shop.state()));
            }
        }
        Promises promises = new Promises();
        shop.history().forEach(promises::see);
    }

    private static ConfigCommand command(Random random, ConfigState state) {
        String environment = ENVIRONMENTS.get(random.nextInt(2));
        List<String> revisions = new ArrayList<>();
        state.revisions().forEach(revision -> revisions.add(revision.id()));
        String revision = revisions.get(random.nextInt(revisions.size()));
        Optional<Rollout> running = state.environment(environment).running();
        String rollout = running.map(Rollout::id).orElse("shop-" + environment + "-config-" + (1 + random.nextInt(5)));
        return switch (random.nextInt(13)) {
            case 0, 1 -> commit(random.nextInt(4) == 0 ? revision : state.head(), base(random.nextInt(6)));
            case 2, 3, 4 -> start(environment, revision);
            case 5, 6 ->
                approve(
                        rollout,
                        random.nextInt(4) == 0
                                ? revision
                                : running.map(Rollout::revision).orElse(revision));
            case 7 -> new AdvanceRollout("shop", rollout);
            case 8 ->
                random.nextBoolean()
                        ? new CancelRollout("shop", rollout, null)
                        : new RejectRollout("shop", rollout, null);
            case 9 ->
                new ConfigCommand.ObserveLine(
                        "shop",
                        environment,
                        "dora",
                        "smoke",
                        random.nextBoolean() ? null : InFlight.values()[random.nextInt(InFlight.values().length)]);
            case 10 -> calendar(random, environment);
            case 11 ->
                random.nextBoolean()
                        ? new ConfigCommand.ObserveBreach("shop", environment, "alert", "p95 is 2 s", Instant.MAX)
                        : new ConfigCommand.BreakGlass("shop", rollout, "cannot wait");
            default -> new RollBack("shop", environment, random.nextBoolean() ? null : revision, null);
        };
    }

    private static ConfigCommand calendar(Random random, String environment) {
        FreezeWindow window = new FreezeWindow(
                "now and then",
                random.nextInt(60) + " * * * *",
                Duration.ofMinutes(1 + random.nextInt(40)),
                ZoneOffset.UTC,
                InFlight.values()[random.nextInt(InFlight.values().length)],
                OnStart.values()[random.nextInt(OnStart.values().length)]);
        return new ConfigCommand.ObserveCalendar(
                "shop",
                List.of(new EnvironmentCalendar(
                        environment, random.nextInt(3) == 0 ? List.of() : List.of(window), List.of("oncall"))));
    }

    /** What must be true of every history, said without the decider's own words. */
    private static final class Promises {
        private final Map<String, RolloutRequested> requested = new HashMap<>();
        private final Map<String, String> runningIn = new HashMap<>();
        private final Map<String, Set<String>> approvedBy = new HashMap<>();
        private final Set<String> over = new HashSet<>();
        private final Set<String> seenInStaging = new HashSet<>();
        private final Set<String> stopped = new HashSet<>();
        private final Set<String> begun = new HashSet<>();
        private final Set<String> broken = new HashSet<>();

        void see(ConfigEvent event) {
            switch (event) {
                case ConfigEvent.Committed ignored -> {}
                case RolloutRequested request -> {
                    assertThat(runningIn.put(request.environment(), request.rolloutId()))
                            .as("one rollout per environment")
                            .isNull();
                    assertThat(requested.put(request.rolloutId(), request))
                            .as("an id is used once")
                            .isNull();
                    if (request.environment().equals("production") && !request.rollback()) {
                        assertThat(request.approvals()).isEqualTo(1);
                        assertThat(seenInStaging).contains(request.revision());
                    }
                }
                case RolloutApproved approval -> {
                    RolloutRequested request = alive(approval.rolloutId());
                    assertThat(approval.contentHash()).isEqualTo(request.revision());
                    assertThat(approval.by()).isNotEqualTo(request.requestedBy());
                    assertThat(approvedBy
                                    .computeIfAbsent(approval.rolloutId(), id -> new HashSet<>())
                                    .add(approval.by()))
                            .isTrue();
                }
                case RolloutAdvanced advance -> {
                    RolloutRequested request = alive(advance.rolloutId());
                    assertThat(approvedBy.getOrDefault(advance.rolloutId(), Set.of()))
                            .hasSizeGreaterThanOrEqualTo(request.approvals());
                    assertThat(advance.revision()).isEqualTo(request.revision());
                    if (begun.add(advance.rolloutId()) && !broken.contains(advance.rolloutId())) {
                        assertThat(request.rollback() || !stopped.contains(request.environment()))
                                .as("nothing begins where the line is stopped")
                                .isTrue();
                    }
                }
                case ConfigEvent.RolloutHeld held ->
                    assertThat(alive(held.rolloutId()).rollback())
                            .as("the way back is never held")
                            .isFalse();
                case ConfigEvent.GlassBroken glass -> {
                    alive(glass.rolloutId());
                    broken.add(glass.rolloutId());
                }
                case ConfigEvent.CalendarObserved ignored -> {}
                case ConfigEvent.LineObserved line -> {
                    if (line.inFlight() == null) {
                        stopped.remove(line.environment());
                    } else {
                        stopped.add(line.environment());
                    }
                }
                case RolloutCompleted completed -> {
                    alive(completed.rolloutId());
                    over(completed.environment(), completed.rolloutId());
                    if (completed.environment().equals("staging")) {
                        seenInStaging.add(completed.revision());
                    }
                }
                case RolloutEnded ended -> {
                    alive(ended.rolloutId());
                    if (ended.outcome() == RolloutEnded.Outcome.TAKEN_BACK) {
                        assertThat(begun).contains(ended.rolloutId());
                    }
                    over(ended.environment(), ended.rolloutId());
                }
                case ConfigEvent.DataKeysAdded _,
                        ConfigEvent.DataKeysRewrapped _,
                        ConfigEvent.DriftDetected _,
                        ConfigEvent.DriftSeen _,
                        ConfigEvent.DriftConfirmed _,
                        ConfigEvent.DriftResolved _,
                        ConfigEvent.ReconciliationRequested _ -> {}
            }
        }

        private RolloutRequested alive(String id) {
            assertThat(over).as("what is over stays as it is").doesNotContain(id);
            assertThat(requested).containsKey(id);
            return requested.get(id);
        }

        private void over(String environment, String id) {
            over.add(id);
            assertThat(runningIn.remove(environment)).isEqualTo(id);
        }
    }
}
