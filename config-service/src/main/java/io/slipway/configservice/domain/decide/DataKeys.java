package io.slipway.configservice.domain.decide;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.events.Refusal;
import io.slipway.events.config.ConfigCommand.AddDataKeys;
import io.slipway.events.config.ConfigCommand.RewrapDataKeys;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.WrappedDataKey;
import io.slipway.kit.aggregate.Decision;

/** Keeps the data keys of environments: the first ones win, and none is ever lost. */
final class DataKeys {
    private final KeyCheck check;

    DataKeys(KeyCheck check) {
        this.check = check;
    }

    Decision<ConfigEvent> add(ConfigState state, AddDataKeys command, String actor) {
        if (!state.keys().getOrDefault(command.environment(), List.of()).isEmpty()) {
            return Decision.refused(Refusal.Code.CONFLICT, command.environment() + " has data keys already");
        }
        if (state.revisions().stream()
                .limit(1)
                .flatMap(revision -> revision.policy(command.environment()).stream())
                .findAny()
                .isEmpty()) {
            return Decision.refused(
                    Refusal.Code.NOT_FOUND,
                    "the newest revision declares no environment " + command.environment()
                            + " that secrets could be for");
        }
        return checked(state, command.environment(), command.keys())
                .orElseGet(() -> Decision.accepted(
                        List.of(new ConfigEvent.DataKeysAdded(
                                state.application(), command.environment(), command.keys(), actor)),
                        state.application()));
    }

    /** Takes those that still need the old key; the same command again changes nothing. */
    Decision<ConfigEvent> rewrap(ConfigState state, RewrapDataKeys command, String actor) {
        Set<String> waiting = state.keys().getOrDefault(command.environment(), List.of()).stream()
                .filter(key -> key.wrappingKey().equals(command.retired()))
                .map(DataKeys::name)
                .collect(Collectors.toSet());
        List<WrappedDataKey> keys = command.keys().stream()
                .filter(key -> waiting.contains(name(key)) && !key.wrappingKey().equals(command.retired()))
                .toList();
        if (keys.isEmpty()) {
            return Decision.accepted(List.of(), state.application());
        }
        return checked(state, command.environment(), keys)
                .orElseGet(() -> Decision.accepted(
                        List.of(new ConfigEvent.DataKeysRewrapped(
                                state.application(), command.environment(), command.retired(), keys, actor)),
                        state.application()));
    }

    private Optional<Decision<ConfigEvent>> checked(ConfigState state, String environment, List<WrappedDataKey> keys) {
        return check.problem(state.application(), environment, keys)
                .map(problem -> Decision.refused(Refusal.Code.CONFLICT, problem));
    }

    private static String name(WrappedDataKey key) {
        return key.kind() + "/" + key.id();
    }
}
