package io.slipway.configservice.policy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.slipway.config.policy.Policy;
import io.slipway.config.policy.PolicyReport;
import io.slipway.configservice.serve.ConfigReads;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;

/** Judges what is in force, each time it is asked. */
public final class PolicyReports {
    /** The environment that people mean by it, when there is one of this name. */
    private static final String PRODUCTION = "production";

    private final ConfigReads reads;
    private final Clock clock;

    public PolicyReports(ConfigReads reads, Clock clock) {
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * All policies on all that is in force.
     *
     * @param production where two people and no debugging are asked for; empty for the environment of this name, or the
     *     last in the order of promotion
     * @param secretAge how old a secret may be
     */
    public PolicyReport of(ConfigView view, Set<String> production, Duration secretAge) {
        Set<String> strict = production.isEmpty() ? usual(view) : production;
        return PolicyReport.of(
                new PolicySubjects(reads, view).all(),
                List.of(
                        new Policy.SecretAge(secretAge),
                        new Policy.TwoPeople(strict),
                        new Policy.NoDebug(strict),
                        new Policy.SchemaPresent()),
                clock.instant());
    }

    private static Set<String> usual(ConfigView view) {
        List<String> names =
                view.environments().stream().map(EnvironmentView::name).toList();
        return names.contains(PRODUCTION) || names.isEmpty() ? Set.of(PRODUCTION) : Set.of(names.getLast());
    }
}
