package io.slipway.configservice.domain.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.events.config.EnvironmentPolicy;

/**
 * A version of the whole configuration of an application, without its content.
 *
 * @param id SHA-256 over all documents
 * @param changed paths of the documents that differ from the parent's; the first of them, when they are many
 * @param environments what it declares of them
 */
public record Revision(
        String id,
        @Nullable String parent,
        String author,
        @Nullable String reason,
        Instant at,
        List<String> changed,
        List<EnvironmentPolicy> environments) {
    private static final int SHOWN = 20;

    public Revision {
        changed = changed.stream().limit(SHOWN).toList();
        environments = List.copyOf(environments);
    }

    /** What it declares of an environment; empty when it does not know it. */
    public Optional<EnvironmentPolicy> policy(String environment) {
        return environments.stream()
                .filter(policy -> policy.name().equals(environment))
                .findFirst();
    }
}
