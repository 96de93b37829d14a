package io.slipway.configservice.secrets;

import java.util.List;
import java.util.Set;

import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.http.Actor;

/** Who may read secrets, and who may encrypt some. */
public final class SecretAccess {
    /** The role that reads all secrets; those of one application or environment with their names behind dots. */
    public static final String READER = "secret-reader";

    private static final String ADMIN = "admin";
    private static final List<String> WRITERS = List.of("deployer", "operator", ADMIN);

    private final Directory directory;

    public SecretAccess(Directory directory) {
        this.directory = directory;
    }

    /** Whether somebody may read the secrets of an application in an environment. Without roles whoever has a token may. */
    public boolean mayRead(Actor actor, String application, String environment) {
        return has(
                actor,
                List.of(ADMIN, READER, READER + "." + application, READER + "." + application + "." + environment));
    }

    /** Whether somebody may encrypt a value, which takes no right to read any. */
    public boolean mayWrite(Actor actor) {
        return has(actor, WRITERS);
    }

    /** Whether somebody may change the key-encryption keys. */
    public boolean mayRotate(Actor actor) {
        return has(actor, List.of(ADMIN));
    }

    private boolean has(Actor actor, List<String> roles) {
        if (directory.isEmpty()) {
            return true;
        }
        Set<String> has = directory.rolesOf(Directory.principal(actor.name()));
        return roles.stream().anyMatch(has::contains);
    }
}
