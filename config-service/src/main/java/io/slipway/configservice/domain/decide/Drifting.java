package io.slipway.configservice.domain.decide;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.configservice.domain.state.Drift;
import io.slipway.configservice.domain.state.Environment;
import io.slipway.configservice.domain.state.Reach;
import io.slipway.events.Refusal;
import io.slipway.events.config.ConfigCommand.Reconcile;
import io.slipway.events.config.ConfigCommand.ReportInstance;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.ConfigEvent.DriftDetected.Kind;
import io.slipway.events.config.ConfigEvent.DriftResolved.Outcome;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** Notices instances that run with something else than they should. Only those are kept, and not more than a bound. */
final class Drifting {
    /** Per environment: where so many differ, the rest differs for the same reason. */
    static final int MOST = 200;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

    private final Draft<ConfigState, ConfigEvent> draft;
    private final Context context;
    private final DriftTerms terms;

    Drifting(Draft<ConfigState, ConfigEvent> draft, Context context, DriftTerms terms) {
        this.draft = draft;
        this.context = context;
        this.terms = terms;
    }

    Decision<ConfigEvent> report(ReportInstance report) {
        if (!NAME.matcher(report.instance()).matches()) {
            return Decision.refused(
                    Refusal.Code.INVALID,
                    "the instance's name is not one: letters, digits, '.', '_', ':' and '-' are expected, beginning with"
                            + " a letter or digit, at most 100 of them");
        }
        @Nullable String desired = desired(report);
        @Nullable Kind kind = desired == null ? null : difference(report, desired);
        Optional<Drift> before = draft.state().drift(report.environment(), report.instance());
        if (desired == null || kind == null) {
            before.ifPresent(drift -> resolve(drift, Outcome.AS_DESIRED));
        } else if (before.isPresent() && same(before.get(), report, desired, kind)) {
            if (!context.now().isBefore(before.get().seen().plus(terms.stale()))) {
                draft.emit(new ConfigEvent.DriftSeen(application(), report.environment(), report.instance()));
            }
        } else if (before.isPresent() || count(report.environment()) < MOST) {
            draft.emit(new ConfigEvent.DriftDetected(
                    application(),
                    report.environment(),
                    report.instance(),
                    report.service(),
                    report.group(),
                    desired,
                    report.revision(),
                    kind));
        }
        return draft.accepted(null);
    }

    Decision<ConfigEvent> reconcile(Reconcile command) {
        if (draft.state().environment(command.environment()).current() == null) {
            return Decision.refused(
                    Refusal.Code.NOT_FOUND, "no revision is in " + command.environment() + " that could be fetched");
        }
        draft.emit(new ConfigEvent.ReconciliationRequested(
                application(), command.environment(), context.actor(), command.reason()));
        return draft.accepted(application());
    }

    void passTime() {
        Map<String, List<Drift>> lasting = draft.state().drifts().values().stream()
                .filter(drift -> !drift.confirmed() && due(drift.since().plus(terms.grace())))
                .collect(Collectors.groupingBy(Drift::environment, TreeMap::new, Collectors.toList()));
        lasting.forEach((environment, drifts) -> draft.emit(new ConfigEvent.DriftConfirmed(
                application(), environment, drifts.stream().map(Drift::instance).toList())));
        for (Drift drift : draft.state().drifts().values()) {
            if (due(drift.seen().plus(terms.forgetAfter()))) {
                resolve(drift, Outcome.NOT_HEARD_OF);
            }
        }
    }

    /** When one of them is next of interest. */
    static Optional<Instant> deadline(ConfigState state, DriftTerms terms) {
        return state.drifts().values().stream()
                .map(drift -> {
                    Instant gone = drift.seen().plus(terms.forgetAfter());
                    Instant lasting = drift.since().plus(terms.grace());
                    return drift.confirmed() || gone.isBefore(lasting) ? gone : lasting;
                })
                .min(Instant::compareTo);
    }

    private void resolve(Drift drift, Outcome outcome) {
        draft.emit(new ConfigEvent.DriftResolved(
                application(), drift.environment(), drift.instance(), outcome, drift.confirmed()));
    }

    /** What the instance should have; null when there is nothing for it. */
    private @Nullable String desired(ReportInstance report) {
        Environment environment = draft.state().environment(report.environment());
        return environment
                .running()
                .filter(rollout -> rollout.stages().stream()
                        .limit(rollout.reached() + 1L)
                        .anyMatch(stage -> Reach.of(stage, report.group(), report.instance())))
                .map(rollout -> rollout.revision())
                .orElse(environment.current());
    }

    private static @Nullable Kind difference(ReportInstance report, String desired) {
        if (!desired.equals(report.revision())) {
            return Kind.REVISION;
        }
        boolean otherValues = report.hash() != null
                && report.expectedHash() != null
                && !report.hash().equals(report.expectedHash());
        return otherValues ? Kind.CONTENT : null;
    }

    private static boolean same(Drift drift, ReportInstance report, String desired, Kind kind) {
        return drift.desired().equals(desired)
                && drift.kind() == kind
                && Objects.equals(drift.running(), report.revision());
    }

    private long count(String environment) {
        return draft.state().drifts().values().stream()
                .filter(drift -> drift.environment().equals(environment))
                .count();
    }

    private boolean due(Instant deadline) {
        return !context.now().isBefore(deadline);
    }

    private String application() {
        return draft.state().application();
    }
}
