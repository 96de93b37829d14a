package io.slipway.configservice.domain.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.configservice.domain.state.Environment;
import io.slipway.configservice.domain.state.Hold;
import io.slipway.configservice.domain.state.Revision;
import io.slipway.configservice.domain.state.Rollout;
import io.slipway.events.Document;
import io.slipway.events.config.EnvironmentPolicy;
import io.slipway.events.config.view.ConfigDriftView;
import io.slipway.events.config.view.ConfigKeysView;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EndedView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.events.config.view.ConfigView.InForceView;
import io.slipway.events.config.view.ConfigView.RevisionView;
import io.slipway.events.config.view.ConfigView.RolloutView;
import io.slipway.events.deploy.view.ApprovalView;
import io.slipway.events.deploy.view.HoldView;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.aggregate.Documents;
import io.slipway.kit.approval.Quorum;

/** The documents behind the HTTP API: the application's view, its revisions, its wrapped keys and who differs. */
final class ConfigDocuments implements Documents<ConfigState> {
    private final Directory directory;

    /** @param directory who has which role */
    ConfigDocuments(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Map<String, Document> changed(ConfigState before, ConfigState after, long revision) {
        Map<String, Document> changed = new LinkedHashMap<>();
        @Nullable String head = after.head();
        if (head != null && !head.equals(before.head())) {
            changed.put(
                    ConfigRevisionView.key(after.application(), head),
                    new ConfigRevisionView(after.application(), head, revision, after.documents()));
        }
        if (!view(before, 0).equals(view(after, 0))) {
            changed.put(ConfigView.key(after.application()), view(after, revision));
        }
        if (!before.keys().equals(after.keys())) {
            changed.put(ConfigKeysView.key(after.application()), keys(after, revision));
        }
        if (!before.drifts().equals(after.drifts())) {
            changed.put(ConfigDriftView.key(after.application()), drifts(after, revision));
        }
        return changed;
    }

    private static ConfigKeysView keys(ConfigState state, long revision) {
        return new ConfigKeysView(
                state.application(),
                revision,
                state.keys().entrySet().stream()
                        .map(keys -> new ConfigKeysView.EnvironmentKeys(keys.getKey(), keys.getValue()))
                        .toList());
    }

    private static ConfigDriftView drifts(ConfigState state, long revision) {
        return new ConfigDriftView(
                state.application(),
                revision,
                state.drifts().values().stream()
                        .map(drift -> new ConfigDriftView.DriftingInstance(
                                drift.environment(),
                                drift.instance(),
                                drift.service(),
                                drift.group(),
                                drift.desired(),
                                drift.running(),
                                drift.kind(),
                                drift.since(),
                                drift.confirmed()))
                        .toList());
    }

    private ConfigView view(ConfigState state, long revision) {
        return new ConfigView(
                state.application(),
                revision,
                state.head(),
                state.revisions().stream().map(ConfigDocuments::revision).toList(),
                environments(state));
    }

    /** In the order in which the newest revision is promoted, then those it does not declare any more. */
    private List<EnvironmentView> environments(ConfigState state) {
        Stream<String> declared = state.revisions().stream()
                .limit(1)
                .flatMap(newest -> newest.environments().stream())
                .map(EnvironmentPolicy::name);
        return Stream.concat(declared, state.environments().keySet().stream())
                .distinct()
                .map(name -> environment(state.environment(name)))
                .toList();
    }

    private static RevisionView revision(Revision revision) {
        return new RevisionView(
                revision.id(),
                revision.parent(),
                revision.author(),
                revision.reason(),
                revision.at(),
                revision.changed());
    }

    private EnvironmentView environment(Environment environment) {
        return new EnvironmentView(
                environment.name(),
                environment.current(),
                environment.running().map(this::rollout).orElse(null),
                environment.earlier(),
                inForce(environment.inForce()),
                ended(environment.last()));
    }

    private static @Nullable InForceView inForce(Environment.@Nullable InForce inForce) {
        return inForce == null
                ? null
                : new InForceView(
                        inForce.rolloutId(),
                        inForce.since(),
                        inForce.requestedBy(),
                        inForce.approvedBy(),
                        inForce.rollback());
    }

    private static @Nullable EndedView ended(Environment.@Nullable Ended ended) {
        return ended == null
                ? null
                : new EndedView(
                        ended.id(),
                        ended.revision(),
                        ended.outcome() == null
                                ? "completed"
                                : ended.outcome().name().toLowerCase(Locale.ROOT),
                        ended.at(),
                        ended.by(),
                        ended.reason());
    }

    private RolloutView rollout(Rollout rollout) {
        return new RolloutView(
                rollout.id(),
                rollout.revision(),
                state(rollout),
                rollout.stages(),
                rollout.reached() + 1,
                rollout.nextAt(),
                Math.max(0, rollout.approvals() - rollout.approvedBy().size()),
                rollout.approvedBy(),
                rollout.requestedBy(),
                rollout.rollback(),
                hold(rollout.course().hold()),
                approval(rollout));
    }

    private static @Nullable HoldView hold(@Nullable Hold hold) {
        return hold == null ? null : new HoldView(hold.by(), hold.until());
    }

    /** Those of the revision that comes and of the one in force stand side by side. */
    private @Nullable ApprovalView approval(Rollout rollout) {
        List<ApprovalView> views = rollout.policies().stream()
                .map(policy -> new Quorum(policy, directory, rollout.requestedBy()).view(rollout.approvedBy()))
                .toList();
        return views.isEmpty()
                ? null
                : new ApprovalView(
                        views.stream().flatMap(view -> view.groups().stream()).toList(),
                        views.stream().allMatch(ApprovalView::withoutRequester));
    }

    private static String state(Rollout rollout) {
        if (!rollout.approved()) {
            return "waiting-for-approval";
        }
        if (rollout.course().hold() != null) {
            return "held";
        }
        return rollout.begun() ? "rolling-out" : "scheduled";
    }
}
