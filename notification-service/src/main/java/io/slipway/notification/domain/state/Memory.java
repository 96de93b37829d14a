package io.slipway.notification.domain.state;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Which transitions have been seen, so that none counts twice however often it is redelivered. Known exactly are all
 * live deployments and, of each environment, the {@value #KEPT} newest finished ones. What is older is known by its
 * number alone: numbers grow, so a deployment at or below the newest forgotten one has been dealt with.
 *
 * @param deployments by id
 * @param forgotten by environment: the highest number of a deployment that was forgotten
 */
public record Memory(Map<String, Seen> deployments, Map<String, Integer> forgotten) {
    static final int KEPT = 50;

    public Memory {
        deployments = Map.copyOf(deployments);
        forgotten = Map.copyOf(forgotten);
    }

    static Memory empty() {
        return new Memory(Map.of(), Map.of());
    }

    public Optional<Seen> of(String deploymentId) {
        return Optional.ofNullable(deployments.get(deploymentId));
    }

    /** Whether the deployment is so old that what it did is no longer known in detail. */
    public boolean hasForgotten(String environment, String deploymentId) {
        int number = DeploymentNumber.of(deploymentId);
        return !deployments.containsKey(deploymentId) && number > 0 && number <= forgotten.getOrDefault(environment, 0);
    }

    Memory with(String environment, String deploymentId, UnaryOperator<Seen> change) {
        Map<String, Seen> all = new LinkedHashMap<>(deployments);
        Seen before = all.getOrDefault(deploymentId, Seen.first(environment, deploymentId));
        all.put(deploymentId, change.apply(before));
        return new Memory(all, forgotten).trimmed(environment);
    }

    private Memory trimmed(String environment) {
        List<Map.Entry<String, Seen>> finished = deployments.entrySet().stream()
                .filter(entry -> entry.getValue().environment().equals(environment))
                .filter(entry -> entry.getValue().finished())
                .sorted(Comparator.<Map.Entry<String, Seen>>comparingInt(
                                entry -> entry.getValue().number())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        if (finished.size() <= KEPT) {
            return this;
        }
        Map<String, Seen> all = new LinkedHashMap<>(deployments);
        Map<String, Integer> numbers = new LinkedHashMap<>(forgotten);
        for (Map.Entry<String, Seen> old : finished.subList(0, finished.size() - KEPT)) {
            all.remove(old.getKey());
            numbers.merge(environment, old.getValue().number(), Math::max);
        }
        return new Memory(all, numbers);
    }
}
