package io.slipway.configservice.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.slipway.config.application.ConfigApplication;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.EffectiveConfig;
import io.slipway.config.layer.Sensitive;
import io.slipway.config.layer.Target;
import io.slipway.config.policy.Change;
import io.slipway.config.policy.PolicySubject;
import io.slipway.configservice.serve.ConfigReads;
import io.slipway.configservice.serve.RevisionSnapshot;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.events.config.view.ConfigView.InForceView;
import io.slipway.events.config.view.ConfigView.RevisionView;

/** What is in force in each environment, for all services and for each of them, and how it came there. One use. */
final class PolicySubjects {
    private final ConfigReads reads;
    private final ConfigView view;
    private final Map<String, Optional<ConfigApplication>> read = new HashMap<>();

    PolicySubjects(ConfigReads reads, ConfigView view) {
        this.reads = reads;
        this.view = view;
    }

    List<PolicySubject> all() {
        List<PolicySubject> subjects = new ArrayList<>();
        for (EnvironmentView environment : view.environments()) {
            @Nullable String current = environment.current();
            if (current != null) {
                application(current).ifPresent(known -> add(subjects, environment, current, known));
            }
        }
        return subjects;
    }

    private void add(
            List<PolicySubject> subjects, EnvironmentView environment, String revision, ConfigApplication known) {
        Change change = change(environment, revision);
        String schema = reads.revision(view.application(), revision)
                .map(ConfigRevisionView::documents)
                .filter(documents -> documents.containsKey(ConfigApplication.SCHEMA))
                .map(_ -> ConfigApplication.SCHEMA)
                .orElse("");
        List<Target> targets = new ArrayList<>();
        targets.add(Target.environment(environment.name()));
        known.source().services().forEach(service -> targets.add(Target.of(environment.name(), service)));
        for (Target target : targets) {
            EffectiveConfig config = known.source().effective(target);
            subjects.add(new PolicySubject(
                    view.application(),
                    target.service() == null ? environment.name() : environment.name() + "/" + target.service(),
                    environment.name(),
                    change,
                    config,
                    secretsChangedAt(revision, target, config),
                    schema));
        }
    }

    private Change change(EnvironmentView environment, String revision) {
        @Nullable InForceView inForce = environment.inForce();
        String author = history(revision).map(RevisionView::author).orElse("unknown");
        return inForce == null
                ? new Change(revision, author, Instant.EPOCH, List.of())
                : new Change(
                        revision,
                        author,
                        inForce.since(),
                        inForce.approvedBy().stream()
                                .map(person -> new Change.Approval(person, revision))
                                .toList());
    }

    /** Since when each secret has its present value, as far back as revisions are remembered. */
    private Map<KeyPath, Instant> secretsChangedAt(String revision, Target target, EffectiveConfig config) {
        Map<KeyPath, Instant> since = new HashMap<>();
        Set<KeyPath> open = new HashSet<>();
        config.values().forEach((key, value) -> {
            if (Sensitive.marked().test(key, value.value())) {
                open.add(key);
            }
        });
        Set<String> seen = new HashSet<>();
        Optional<RevisionView> made = history(revision);
        while (made.isPresent() && !open.isEmpty() && seen.add(made.get().id())) {
            Optional<EffectiveConfig> earlier =
                    application(made.get().id()).map(known -> known.source().effective(target));
            open.removeIf(key -> !sameAt(earlier, key, config));
            Instant at = made.get().at();
            open.forEach(key -> since.put(key, at));
            made = Optional.ofNullable(made.get().parent()).flatMap(this::history);
        }
        return since;
    }

    private static boolean sameAt(Optional<EffectiveConfig> earlier, KeyPath key, EffectiveConfig now) {
        Optional<ConfigNode> before =
                earlier.flatMap(config -> config.explain(key)).map(value -> value.value());
        return before.isPresent()
                && now.explain(key)
                        .filter(value -> value.value().sameAs(before.get()))
                        .isPresent();
    }

    private Optional<RevisionView> history(String revision) {
        return view.history().stream()
                .filter(known -> known.id().equals(revision))
                .findFirst();
    }

    private Optional<ConfigApplication> application(String revision) {
        return read.computeIfAbsent(
                revision, id -> reads.snapshot(view.application(), id).map(RevisionSnapshot::application));
    }
}
