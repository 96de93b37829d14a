package io.slipway.configservice.domain.decide;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.slipway.configservice.domain.state.Closing;
import io.slipway.events.Refusal;
import io.slipway.kit.aggregate.Directory;

/** Who may roll out although an environment is closed: whoever may deploy there then. */
final class Glass {
    private Glass() {}

    /** Why an actor may not break the glass of an environment; empty when they may. */
    static Optional<Refusal> refuses(
            String environment, Closing closing, Directory directory, String actor, String reason) {
        if (reason.isBlank()) {
            return Optional.of(
                    Refusal.of(Refusal.Code.INVALID, "breaking the glass needs a reason: why can it not wait?"));
        }
        List<String> allowed = closing.breakGlass();
        Set<String> has = directory.rolesOf(Directory.principal(actor));
        return allowed.stream().anyMatch(has::contains)
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Code.FORBIDDEN,
                        actor + " may not break the glass of " + environment + "; "
                                + (allowed.isEmpty()
                                        ? "nobody may, its breakGlass names no role"
                                        : "it takes one of the roles " + String.join(", ", allowed))));
    }
}
