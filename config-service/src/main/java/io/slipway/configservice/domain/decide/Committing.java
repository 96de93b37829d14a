package io.slipway.configservice.domain.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.configservice.domain.state.Evolution;
import io.slipway.events.Refusal;
import io.slipway.events.Violation;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.DocumentChange;
import io.slipway.events.config.EnvironmentPolicy;
import io.slipway.events.json.Json;
import io.slipway.kit.aggregate.Decision;

/** Makes a revision out of a change: only on the newest one, and only when the whole of it passes all checks. */
final class Committing {
    /** All documents have to fit in one record as JSON, with room for what is around them. */
    static final int MOST_BYTES = 900_000;

    private static final int LONGEST_REASON = 1000;
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");

    private final SourceCheck check;

    Committing(SourceCheck check) {
        this.check = check;
    }

    Decision<ConfigEvent> decide(ConfigState state, ConfigCommand.Commit commit, String author) {
        Map<String, String> before = state.documents();
        Map<String, String> after = Evolution.changed(commit.whole() ? Map.of() : before, commit.changes());
        Optional<Refusal> refusal = unfit(state.application(), commit)
                .or(() -> stale(state, commit))
                .or(() -> tooLarge(after));
        if (refusal.isPresent()) {
            return new Decision.Refused<>(refusal.get());
        }
        if (after.equals(before)) {
            return Decision.accepted(List.of(), state.head());
        }
        return switch (check.check(state.application(), after, new SourceCheck.Existing(before, state.keys()))) {
            case SourceCheck.Broken(List<Violation> violations) -> new Decision.Refused<>(broken(violations));
            case SourceCheck.Sound(String revision, List<EnvironmentPolicy> environments) ->
                Decision.accepted(
                        List.of(new ConfigEvent.Committed(
                                state.application(),
                                revision,
                                state.head(),
                                differences(before, after),
                                environments,
                                author,
                                commit.reason())),
                        revision);
        };
    }

    private static Optional<Refusal> unfit(String application, ConfigCommand.Commit commit) {
        if (!NAME.matcher(application).matches()) {
            return Optional.of(Refusal.of(
                    Refusal.Code.INVALID,
                    "the application's name is not one: lower-case letters, digits and hyphens are expected, beginning"
                            + " with a letter, at most 40 of them"));
        }
        return commit.reason() != null && commit.reason().length() > LONGEST_REASON
                ? Optional.of(
                        Refusal.of(Refusal.Code.INVALID, "the reason has more than " + LONGEST_REASON + " characters"))
                : Optional.empty();
    }

    private static Optional<Refusal> stale(ConfigState state, ConfigCommand.Commit commit) {
        @Nullable String head = state.head();
        @Nullable String expected = commit.expected();
        if (head == null) {
            return expected == null
                    ? Optional.empty()
                    : Optional.of(Refusal.of(
                            Refusal.Code.CONFLICT, "there is no revision yet, and so none that a change was made on"));
        }
        if (head.equals(expected)) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(
                Refusal.Code.CONFLICT,
                expected == null
                        ? "the newest revision is " + head + "; say that the change was made on it"
                        : "the change was made on " + expected + ", but the newest revision is " + head
                                + "; look at what came in between and make the change again"));
    }

    private static Optional<Refusal> tooLarge(Map<String, String> documents) {
        int bytes = Json.write(documents).length;
        return bytes <= MOST_BYTES
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Code.INVALID,
                        "all documents together have " + bytes + " bytes, expected at most " + MOST_BYTES));
    }

    private static Refusal broken(List<Violation> violations) {
        String places = violations.size() == 1 ? "" : " in " + violations.size() + " places";
        return new Refusal(Refusal.Code.INVALID, "the change would break the configuration" + places, violations);
    }

    private static List<DocumentChange> differences(Map<String, String> before, Map<String, String> after) {
        List<DocumentChange> changes = new ArrayList<>();
        after.forEach((path, text) -> {
            if (!text.equals(before.get(path))) {
                changes.add(new DocumentChange(path, text));
            }
        });
        before.keySet().stream()
                .filter(path -> !after.containsKey(path))
                .forEach(path -> changes.add(new DocumentChange(path, null)));
        return changes;
    }
}
