package io.slipway.cli.config;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.config.layer.LayerPath;

import picocli.CommandLine.Option;

/** Environments of an exchange with other tools; for a ConfigMap, the one layer it is. */
final class LayerOptions {
    @Option(
            names = "--environment",
            paramLabel = "ENVIRONMENT",
            description =
                    "An environment; repeat it for several, in the order of promotion. For a ConfigMap, the one it is"
                            + " for. Default: those that the files speak of; for a ConfigMap, all.")
    private List<String> environments = new ArrayList<>();

    @Option(
            names = "--service",
            paramLabel = "SERVICE",
            description = "For a ConfigMap, the service it is for. Default: all.")
    private @Nullable String service;

    List<String> environments() {
        return environments;
    }

    LayerPath layer() {
        if (environments.size() > 1) {
            throw new IllegalArgumentException("a ConfigMap is for one environment, or for all");
        }
        return new LayerPath(environments.isEmpty() ? null : environments.getFirst(), service, null);
    }
}
