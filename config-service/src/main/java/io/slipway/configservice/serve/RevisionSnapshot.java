package io.slipway.configservice.serve;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.slipway.config.application.ConfigApplication;
import io.slipway.config.document.Fault;
import io.slipway.config.flag.FlagSet;
import io.slipway.config.layer.LayerPath;
import io.slipway.config.layer.Target;
import io.slipway.config.resolve.NamedSecrets;

/** A revision, read once; what each target gets of it is worked out when it is asked for first, and kept. */
public final class RevisionSnapshot {
    private final ConfigApplication application;
    private final Map<Target, Served> served = new ConcurrentHashMap<>();
    private final Map<Target, FlagSet> flags = new ConcurrentHashMap<>();

    private final List<Fault> warnings;

    RevisionSnapshot(ConfigApplication application, List<Fault> warnings) {
        this.application = application;
        this.warnings = List.copyOf(warnings);
    }

    /** What would be refused if the revision was made today; it was accepted, and so it is served. */
    public List<Fault> warnings() {
        return warnings;
    }

    /** All documents, read. */
    public ConfigApplication application() {
        return application;
    }

    /** What a target gets. A service or group without documents gets what it shares with all others. */
    public Served served(String environment, @Nullable String service, @Nullable String group) {
        return served.computeIfAbsent(
                known(environment, service, group),
                target -> Served.of(
                        application.revision().hex(),
                        environment,
                        application.source().effective(target)));
    }

    /** The feature flags a target gets, none of them when they cannot be read: they were checked before they came here. */
    public FlagSet flags(String environment, @Nullable String service, @Nullable String group) {
        return flags.computeIfAbsent(
                known(environment, service, group),
                target -> application
                        .flags(target, NamedSecrets.unchecked())
                        .toOptional()
                        .orElse(FlagSet.EMPTY));
    }

    /** Whatever names are asked for, only as much is kept as there are documents. */
    private Target known(String environment, @Nullable String service, @Nullable String group) {
        if (service == null || !application.source().services().contains(service)) {
            return Target.environment(environment);
        }
        boolean grouped = group != null
                && application.source().documents().values().stream()
                        .anyMatch(document -> document.layer().equals(LayerPath.group(environment, service, group)));
        return grouped ? new Target(environment, service, group) : Target.of(environment, service);
    }
}
