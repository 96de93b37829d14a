package io.slipway.kit.aggregate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.slipway.events.Refusal;

/**
 * Who has which role. Part of the configuration, so the same for every decision between two starts of a service.
 *
 * @param roles names of people and tokens by role
 */
public record Directory(Map<String, Set<String>> roles) {
    /** Nobody has a role: whoever has a token may do everything that names no role. */
    public static final Directory NONE = new Directory(Map.of());

    private static final char CLAIM = '/';

    public Directory {
        Map<String, Set<String>> copy = new HashMap<>();
        roles.forEach((role, members) -> copy.put(role, Set.copyOf(members)));
        roles = Map.copyOf(copy);
    }

    /** Whether roles count at all. */
    public boolean isEmpty() {
        return roles.isEmpty();
    }

    /** The roles of a person or token, sorted. */
    public Set<String> rolesOf(String principal) {
        Set<String> found = new TreeSet<>();
        roles.forEach((role, members) -> {
            if (members.contains(principal)) {
                found.add(role);
            }
        });
        return found;
    }

    /** Who has a role; nobody when there is no such role. */
    public Set<String> members(String role) {
        return roles.getOrDefault(role, Set.of());
    }

    /**
     * What keeps an actor from something, with the roles that it takes; nothing while no roles are configured.
     *
     * @param oneOf roles of which one is enough; anybody may where there are none
     */
    public Optional<Refusal> refuses(List<String> oneOf, String actor) {
        if (isEmpty() || oneOf.isEmpty()) {
            return Optional.empty();
        }
        Set<String> has = rolesOf(principal(actor));
        return oneOf.stream().anyMatch(has::contains)
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Code.FORBIDDEN,
                        actor + " has " + (has.isEmpty() ? "no role" : "the role " + String.join(", ", has))
                                + "; this takes one of " + String.join(", ", oneOf)));
    }

    /**
     * Whose word an actor's word is. A token that is not trusted to speak for people is written with the person it
     * claims to act for, {@code ci/alice}, and stays the token {@code ci} whatever it claims.
     */
    public static String principal(String actor) {
        int claim = actor.indexOf(CLAIM);
        return claim < 0 ? actor : actor.substring(0, claim);
    }
}
