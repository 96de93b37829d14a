package io.slipway.configservice.domain.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.events.config.WrappedDataKey;

/**
 * The configuration of one application.
 *
 * @param documents of the newest revision, by path
 * @param revisions newest first, bounded; older ones stay as documents
 * @param environments by name
 * @param closings by environment: when it is closed
 * @param keys of each environment, wrapped, the oldest first
 * @param drifts instances that run with something else than they should, by environment and name
 */
public record ConfigState(
        String application,
        Map<String, String> documents,
        List<Revision> revisions,
        Map<String, Environment> environments,
        Map<String, Closing> closings,
        Map<String, List<WrappedDataKey>> keys,
        Map<String, Drift> drifts) {
    /** How many revisions a rollout can choose from. */
    public static final int REMEMBERED = 100;

    public ConfigState {
        documents = Collections.unmodifiableMap(new TreeMap<>(documents));
        revisions = List.copyOf(revisions);
        environments = Collections.unmodifiableMap(new TreeMap<>(environments));
        // A state from before there were any has none.
        closings = closings == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(closings));
        // What was kept before there were keys has none.
        keys = keys == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(keys));
        drifts = drifts == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(drifts));
    }

    /** Of an application that has no configuration. */
    public static ConfigState initial(String application) {
        return new ConfigState(application, Map.of(), List.of(), Map.of(), Map.of(), Map.of(), Map.of());
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
        return new ConfigState(application, documents, revisions, environments, changed, keys, drifts);
    }

    /** The same with one more revision, which is the newest. */
    public ConfigState committed(Revision revision, Map<String, String> content) {
        List<Revision> more = new ArrayList<>();
        more.add(revision);
        revisions.stream()
                .filter(old -> !old.id().equals(revision.id()))
                .limit(REMEMBERED - 1L)
                .forEach(more::add);
        return new ConfigState(application, content, more, environments, closings, keys, drifts);
    }

    /** The same with an environment as it is now. */
    public ConfigState with(Environment environment) {
        Map<String, Environment> more = new TreeMap<>(environments);
        more.put(environment.name(), environment);
        return new ConfigState(application, documents, revisions, more, closings, keys, drifts);
    }

    /** The same with the data keys of an environment as they are now. */
    public ConfigState with(String environment, List<WrappedDataKey> wrapped) {
        Map<String, List<WrappedDataKey>> more = new TreeMap<>(keys);
        more.put(environment, List.copyOf(wrapped));
        return new ConfigState(application, documents, revisions, environments, closings, more, drifts);
    }

    /** An instance that differs, if it does. */
    public Optional<Drift> drift(String environment, String instance) {
        return Optional.ofNullable(drifts.get(Drift.key(environment, instance)));
    }

    /** The same with some instances that differ. */
    public ConfigState with(Collection<Drift> changed) {
        Map<String, Drift> more = new TreeMap<>(drifts);
        changed.forEach(drift -> more.put(Drift.key(drift.environment(), drift.instance()), drift));
        return new ConfigState(application, documents, revisions, environments, closings, keys, more);
    }

    /** The same with an instance that does not differ any more. */
    public ConfigState withoutDrift(String environment, String instance) {
        Map<String, Drift> less = new TreeMap<>(drifts);
        less.remove(Drift.key(environment, instance));
        return new ConfigState(application, documents, revisions, environments, closings, keys, less);
    }
}
