package io.slipway.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.config.layer.Target;

import picocli.CommandLine.Option;

/** Whose configuration is looked at. */
final class TargetOptions {
    @Option(
            names = "--service",
            paramLabel = "SERVICE",
            description = "What this service gets. Default: what all services share.")
    private @Nullable String service;

    @Option(names = "--group", paramLabel = "GROUP", description = "What this group of the service's instances gets.")
    private @Nullable String group;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            description = "What this instance gets, while a rollout has reached a share of them.")
    private @Nullable String instance;

    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            description = "In this revision, of which 7 digits are enough. Default: what the environment has.")
    private @Nullable String revision;

    /** As the model takes them. */
    Target target(String environment) {
        return new Target(environment, service, group);
    }

    /** As the API takes them. */
    Map<String, @Nullable String> query(@Nullable String key) {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("key", key);
        query.put("service", service);
        query.put("group", group);
        query.put("instance", instance);
        query.put("revision", revision);
        return query;
    }
}
