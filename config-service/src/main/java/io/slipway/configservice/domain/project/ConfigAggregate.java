package io.slipway.configservice.domain.project;

import java.util.List;

import io.slipway.configservice.domain.decide.ConfigDecider;
import io.slipway.configservice.domain.decide.DriftTerms;
import io.slipway.configservice.domain.decide.KeyCheck;
import io.slipway.configservice.domain.decide.SourceCheck;
import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.events.Topics;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigEvent;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Directory;

/** The configuration context as the host runs it. */
public final class ConfigAggregate {
    /** The CloudEvents source of everything it says. */
    public static final String SOURCE = "/slipway/config-service";

    private ConfigAggregate() {}

    public static AggregateDefinition<ConfigState, ConfigCommand, ConfigEvent> definition(
            SourceCheck check, KeyCheck keyCheck, Directory directory, DriftTerms drift) {
        return new AggregateDefinition<>(
                "config",
                SOURCE,
                ConfigState.class,
                ConfigCommand.class,
                ConfigEvent.class,
                new ConfigDecider(check, keyCheck, directory, drift),
                new AggregateDefinition.Channels(
                        Topics.CONFIG_COMMANDS,
                        Topics.CONFIG_EVENTS,
                        Topics.CONFIG_TASKS,
                        Topics.CONFIG_REPLIES,
                        Topics.CONFIG_VIEWS,
                        Topics.CONFIG_STATE),
                ConfigAggregate::subjectOf,
                (after, event) -> null,
                List.of(new AuditProjection(), new ConfigAlerts(), new DriftAlerts()),
                new ConfigDocuments(directory));
    }

    static String subjectOf(ConfigEvent event) {
        return switch (event) {
            case ConfigEvent.Committed committed -> committed.revision();
            case ConfigEvent.RolloutRequested requested -> requested.rolloutId();
            case ConfigEvent.RolloutApproved approved -> approved.rolloutId();
            case ConfigEvent.RolloutAdvanced advanced -> advanced.rolloutId();
            case ConfigEvent.RolloutCompleted completed -> completed.rolloutId();
            case ConfigEvent.RolloutEnded ended -> ended.rolloutId();
            case ConfigEvent.RolloutHeld held -> held.rolloutId();
            case ConfigEvent.GlassBroken broken -> broken.rolloutId();
            case ConfigEvent.CalendarObserved calendar -> calendar.application();
            case ConfigEvent.LineObserved line -> line.application();
            case ConfigEvent.DataKeysAdded added -> added.environment();
            case ConfigEvent.DataKeysRewrapped rewrapped -> rewrapped.environment();
            case ConfigEvent.DriftDetected detected -> detected.instance();
            case ConfigEvent.DriftSeen seen -> seen.instance();
            case ConfigEvent.DriftConfirmed confirmed -> confirmed.environment();
            case ConfigEvent.DriftResolved resolved -> resolved.instance();
            case ConfigEvent.ReconciliationRequested requested -> requested.environment();
        };
    }
}
