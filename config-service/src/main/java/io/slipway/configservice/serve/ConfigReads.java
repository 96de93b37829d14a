package io.slipway.configservice.serve;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.config.flag.FlagSet;
import io.slipway.events.config.WrappedDataKey;
import io.slipway.events.config.view.ConfigDriftView;
import io.slipway.events.config.view.ConfigDriftView.DriftingInstance;
import io.slipway.events.config.view.ConfigKeysView;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.view.ViewChange;
import io.slipway.kit.view.ViewStore;

/**
 * Reads of applications' configuration. Revisions that some environment has are kept read, and of others those that were asked
 * for last.
 */
public final class ConfigReads {
    private static final int RECENT = 16;

    private final ViewStore store;
    private final Map<String, RevisionSnapshot> snapshots = new ConcurrentHashMap<>();
    private final SequencedMap<String, RevisionSnapshot> recent = new LinkedHashMap<>(RECENT, 0.75f, true);

    /** Those that were tried last and cannot be read, so that not everybody tries them again. */
    private final Map<String, ProblemException> unreadable = new HashMap<>();

    public ConfigReads(ViewStore store) {
        this.store = store;
        store.subscribe(this::forget);
    }

    /** All applications that have configuration, by name. */
    public List<ConfigView> all() {
        return store.all(ConfigView.class);
    }

    public Optional<ConfigView> view(String application) {
        return store.find(ConfigView.key(application), ConfigView.class);
    }

    public Optional<EnvironmentView> environment(String application, String environment) {
        return view(application).stream()
                .flatMap(view -> view.environments().stream())
                .filter(found -> found.name().equals(environment))
                .findFirst();
    }

    /** The content of a revision as it was written. */
    public Optional<ConfigRevisionView> revision(String application, String id) {
        return store.find(ConfigRevisionView.key(application, id), ConfigRevisionView.class);
    }

    /** The wrapped data keys of each environment that has some. */
    public Map<String, List<WrappedDataKey>> keys(String application) {
        return store.find(ConfigKeysView.key(application), ConfigKeysView.class).stream()
                .flatMap(view -> view.environments().stream())
                .collect(Collectors.toMap(
                        ConfigKeysView.EnvironmentKeys::environment, ConfigKeysView.EnvironmentKeys::keys));
    }

    /** The instances of an environment that run with something else than they should. */
    public List<DriftingInstance> drifting(String application, String environment) {
        return store.find(ConfigDriftView.key(application), ConfigDriftView.class).stream()
                .flatMap(view -> view.instances().stream())
                .filter(one -> one.environment().equals(environment))
                .toList();
    }

    /**
     * The content of a revision, read.
     *
     * @throws ProblemException when it was accepted by an earlier version and this one cannot read it
     */
    public Optional<RevisionSnapshot> snapshot(String application, String id) {
        String key = ConfigRevisionView.key(application, id);
        @Nullable RevisionSnapshot kept = snapshots.get(key);
        if (kept != null) {
            return Optional.of(kept);
        }
        Optional<RevisionSnapshot> read = recent(key, application, id);
        if (read.isPresent()
                && view(application).map(ConfigReads::inUse).orElse(Set.of()).contains(id)) {
            return Optional.ofNullable(snapshots.merge(key, read.get(), (first, _) -> first));
        }
        return read;
    }

    /** The same for whoever serves many and cannot say a problem to one: empty also for a revision that cannot be read. */
    public Optional<RevisionSnapshot> readable(String application, String id) {
        try {
            return snapshot(application, id);
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    /** Whoever comes second waits for the first, instead of reading the same documents again. */
    private Optional<RevisionSnapshot> recent(String key, String application, String id) {
        synchronized (recent) {
            @Nullable RevisionSnapshot kept = recent.get(key);
            if (kept != null) {
                return Optional.of(kept);
            }
            @Nullable ProblemException known = unreadable.get(key);
            if (known != null) {
                throw known;
            }
            Optional<RevisionSnapshot> read = revision(application, id).map(view -> read(key, view));
            read.ifPresent(fresh -> keep(key, fresh));
            return read;
        }
    }

    private RevisionSnapshot read(String key, ConfigRevisionView view) {
        try {
            return StoredRevision.read(view);
        } catch (ProblemException e) {
            if (unreadable.size() >= RECENT) {
                unreadable.clear();
            }
            unreadable.put(key, e);
            throw e;
        }
    }

    private void keep(String key, RevisionSnapshot snapshot) {
        synchronized (recent) {
            recent.put(key, snapshot);
            if (recent.size() > RECENT) {
                recent.pollFirstEntry();
            }
        }
    }

    /** Why a revision that is served would be refused today, in ASCII; empty as a rule. */
    public Optional<String> warning(String application, String id) {
        return snapshot(application, id)
                .flatMap(snapshot -> snapshot.warnings().stream().findFirst())
                .map(fault -> ("would be refused today: " + fault).replaceAll("[^ -~]", "?"));
    }

    /** What an instance gets now; empty when the environment has nothing for it. */
    public Optional<Served> served(String application, String environment, Instance instance) {
        return environment(application, environment)
                .flatMap(found -> Assignment.of(found, instance))
                .flatMap(id -> snapshot(application, id))
                .map(snapshot -> snapshot.served(environment, instance.service(), instance.group()));
    }

    /** The feature flags of an instance now; empty when the environment has nothing for it. */
    public Optional<FlagSet> flags(String application, String environment, Instance instance) {
        return environment(application, environment)
                .flatMap(found -> Assignment.of(found, instance))
                .flatMap(id -> snapshot(application, id))
                .map(snapshot -> snapshot.flags(environment, instance.service(), instance.group()));
    }

    private void forget(ViewChange change) {
        if (change.document() instanceof ConfigView view) {
            Set<String> keep = inUse(view).stream()
                    .map(id -> ConfigRevisionView.key(view.application(), id))
                    .collect(Collectors.toSet());
            String prefix = ConfigRevisionView.key(view.application(), "");
            snapshots.forEach((key, snapshot) -> {
                if (key.startsWith(prefix) && !keep.contains(key)) {
                    keep(key, snapshot);
                    snapshots.remove(key);
                }
            });
        }
    }

    private static Set<String> inUse(ConfigView view) {
        return Stream.concat(
                        Stream.ofNullable(view.head()),
                        view.environments().stream()
                                .flatMap(environment -> Stream.of(
                                                environment.current(),
                                                environment.rollout() == null
                                                        ? null
                                                        : environment.rollout().revision())
                                        .filter(Objects::nonNull)))
                .collect(Collectors.toSet());
    }
}
