package io.slipway.configservice.domain;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.events.Refusal;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigCommand.Reconcile;
import io.slipway.events.config.ConfigCommand.ReportInstance;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.ConfigEvent.DriftConfirmed;
import io.slipway.events.config.ConfigEvent.DriftDetected;
import io.slipway.events.config.ConfigEvent.DriftDetected.Kind;
import io.slipway.events.config.ConfigEvent.DriftResolved;
import io.slipway.events.config.ConfigEvent.DriftResolved.Outcome;
import io.slipway.events.config.ConfigEvent.DriftSeen;
import io.slipway.events.config.ConfigEvent.ReconciliationRequested;
import io.slipway.kit.aggregate.DeciderScenario;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static io.slipway.configservice.domain.Shop.base;
import static io.slipway.configservice.domain.Shop.commit;
import static io.slipway.configservice.domain.Shop.start;
import static org.assertj.core.api.Assertions.assertThat;

/** Instances that run with something else: noticed at once, told to people after five minutes, never kept for ever. */
class DriftTest {
    private static final String GOOD = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);

    private final DeciderScenario<ConfigState, ConfigCommand, ConfigEvent> shop = Shop.withRevision();
    private final String first = head();

    DriftTest() {
        shop.given(start("staging", first));
    }

    @Test
    void anInstanceThatRunsAsItShouldLeavesNoTrace() {
        shop.when(report("web-1", first, GOOD)).thenNothing();
        shop.when(report("web-1", first, null)).thenNothing();
    }

    @Test
    void anotherRevisionIsDriftAndSaidOnce() {
        shop.when(report("web-1", OTHER, null))
                .thenEvents(new DriftDetected("shop", "staging", "web-1", null, null, first, OTHER, Kind.REVISION));
        shop.when(report("web-1", OTHER, null)).thenNothing();
        shop.when(report("web-2", null, null))
                .thenEvents(new DriftDetected("shop", "staging", "web-2", null, null, first, null, Kind.REVISION));
    }

    @Test
    void otherValuesOfTheSameRevisionAreDrift() {
        shop.when(report("web-1", first, OTHER))
                .thenEvents(new DriftDetected("shop", "staging", "web-1", null, null, first, first, Kind.CONTENT));
    }

    @Test
    void afterTheGraceTimeItIsConfirmedForAllOfAnEnvironmentTogether() {
        shop.given(report("web-1", OTHER, null)).given(report("web-2", OTHER, null));

        shop.advance(Duration.ofSeconds(299)).thenNothing();
        shop.advance(Duration.ofSeconds(1))
                .thenEvents(new DriftConfirmed("shop", "staging", List.of("web-1", "web-2")));
        shop.advance(Duration.ofMinutes(5)).thenNothing();
    }

    @Test
    void whatIsMendedInTimeIsNeverConfirmed() {
        shop.given(report("web-1", OTHER, null)).advance(Duration.ofMinutes(4));

        shop.when(report("web-1", first, GOOD))
                .thenEvents(new DriftResolved("shop", "staging", "web-1", Outcome.AS_DESIRED, false));
        shop.advance(Duration.ofHours(1)).thenNothing();
    }

    @Test
    void theGraceTimeGoesOnWhenItDiffersInAnotherWay() {
        shop.given(report("web-1", OTHER, null)).advance(Duration.ofMinutes(3));
        shop.when(report("web-1", first, OTHER)).thenEventTypes(DriftDetected.class);

        shop.advance(Duration.ofMinutes(2)).thenEvents(new DriftConfirmed("shop", "staging", List.of("web-1")));
    }

    @Test
    void anInstanceThatIsNotHeardOfAnyMoreIsForgotten() {
        shop.given(report("web-1", OTHER, null));

        shop.advance(Duration.ofMinutes(15))
                .thenEvents(
                        new DriftConfirmed("shop", "staging", List.of("web-1")),
                        new DriftResolved("shop", "staging", "web-1", Outcome.NOT_HEARD_OF, true));
        assertThat(shop.state().drifts()).isEmpty();
    }

    @Test
    void oneThatIsHeardOfIsKept() {
        shop.given(report("web-1", OTHER, null)).advance(Duration.ofMinutes(10));

        shop.when(report("web-1", OTHER, null)).thenEvents(new DriftSeen("shop", "staging", "web-1"));
        shop.advance(Duration.ofMinutes(14)).thenNothing();
    }

    @Test
    void anInstanceThatARolloutHasReachedShouldHaveItsRevision() {
        shop.given(commit(first, base(31)));
        String second = head();
        shop.given(start("staging", second));

        shop.when(report("web-1", second, null)).thenNothing();
        shop.when(report("web-1", first, null))
                .thenEvents(new DriftDetected("shop", "staging", "web-1", null, null, second, first, Kind.REVISION));
    }

    @Test
    void whereNothingWasPutNothingCanDiffer() {
        shop.when(new ReportInstance("shop", "production", "web-1", null, null, OTHER, null, null))
                .thenNothing();
    }

    @Test
    void notMoreThanABoundIsKept() {
        for (int i = 0; i < 300; i++) {
            shop.when(report("web-" + i, OTHER, null)).thenAccepted();
        }

        assertThat(shop.state().drifts()).hasSize(200);
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        shop.when(report("../web", OTHER, null)).thenRefused(Refusal.Code.INVALID, "name is not one");
    }

    @Test
    void whoAsksThemToFetchAgainIsNamed() {
        shop.by("bob")
                .when(new Reconcile("shop", "staging", "mend it"))
                .thenEvents(new ReconciliationRequested("shop", "staging", "bob", "mend it"));
        shop.when(new Reconcile("shop", "production", null))
                .thenRefused(Refusal.Code.NOT_FOUND, "no revision is in production");
    }

    /** Whatever instances say in whatever order: nothing is kept that was not said within the time. */
    @Property(tries = 40)
    void theStateNeverGrowsBeyondWhatWasHeardOf(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(4) == 0) {
                shop.advance(Duration.ofMinutes(random.nextInt(20)));
            } else {
                String[] revisions = {first, OTHER, null};
                shop.when(report("web-" + random.nextInt(5), revisions[random.nextInt(3)], null))
                        .thenAccepted();
            }
        }
        shop.advance(Duration.ofMinutes(20));

        assertThat(shop.state().drifts()).isEmpty();
        Set<String> open = new HashSet<>();
        for (ConfigEvent event : shop.history()) {
            switch (event) {
                case DriftDetected found -> open.add(found.instance());
                case DriftResolved over ->
                    assertThat(open.remove(over.instance()))
                            .as("ends what was found")
                            .isTrue();
                default -> {}
            }
        }
        assertThat(open).isEmpty();
    }

    private String head() {
        String head = shop.state().head();
        assertThat(head).isNotNull();
        return head;
    }

    private static ReportInstance report(String instance, @Nullable String revision, @Nullable String hash) {
        return new ReportInstance("shop", "staging", instance, null, null, revision, hash, GOOD);
    }
}
