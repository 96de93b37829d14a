package io.slipway.configservice.domain.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The configuration of one application.
 *
 * @param documents of the newest revision, by path
 * @param revisions newest first, bounded; older ones stay as documents
 * @param environments by name
 * @param closings by environment: when it is closed
 */
public record ConfigState(
        String application,
        Map<String, String> documents,
        List<Revision> revisions,
        Map<String, Environment> environments,
        Map<String, Closing> closings) {
    /** How many revisions a rollout can choose from. */
    public static final int REMEMBERED = 100;

    public ConfigState {
        documents = Collections.unmodifiableMap(new TreeMap<>(documents));
        revisions = List.copyOf(revisions);
        environments = Collections.unmodifiableMap(new TreeMap<>(environments));
        // A state from before there were any has none.
        closings = closings == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(closings));
    }

    /** Of an application that has no configuration. */
    public static ConfigState initial(String application) {
        return new ConfigState(application, Map.of(), List.of(), Map.of(), Map.of());
    }

    /** The newest revision; null before the first. */
    public @Nullable String head() {
        return revisions.isEmpty() ? null : revisions.getFirst().id();
    }

    /** A revision that is remembered. */
    public Optional<Revision> revision(String id) {
        return revisions.stream().filter(revision -> revision.id().equals(id)).findFirst();
    }

    /** What an environment has; nothing when it was never named. */
    public Environment environment(String name) {
        return environments.getOrDefault(name, Environment.empty(name));
    }

    /** The rollout with an id that waits or runs. */
    public Optional<Rollout> rollout(String id) {
        return environments.values().stream()
                .flatMap(environment -> environment.running().stream())
                .filter(rollout -> rollout.id().equals(id))
                .findFirst();
    }

    /** When an environment is closed. */
    public Closing closing(String environment) {
        return closings.getOrDefault(environment, Closing.NONE);
    }

    ConfigState with(Map<String, Closing> changed) {
        return new ConfigState(application, documents, revisions, environments, changed);
    }

    /** The same with one more revision, which is the newest. */
    public ConfigState committed(Revision revision, Map<String, String> content) {
        List<Revision> more = new ArrayList<>();
        more.add(revision);
        revisions.stream()
                .filter(old -> !old.id().equals(revision.id()))
                .limit(REMEMBERED - 1L)
                .forEach(more::add);
        return new ConfigState(application, content, more, environments, closings);
    }

    /** The same with an environment as it is now. */
    public ConfigState with(Environment environment) {
        Map<String, Environment> more = new TreeMap<>(environments);
        more.put(environment.name(), environment);
        return new ConfigState(application, documents, revisions, more, closings);
    }
}
