package io.slipway.kit.aggregate;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
     * Whose word an actor's word is. A token that is not trusted to speak for people is written with the person it
     * claims to act for, {@code ci/alice}, and stays the token {@code ci} whatever it claims.
     */
    public static String principal(String actor) {
        int claim = actor.indexOf(CLAIM);
        return claim < 0 ? actor : actor.substring(0, claim);
    }
}
