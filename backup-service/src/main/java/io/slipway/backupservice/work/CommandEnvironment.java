package io.slipway.backupservice.work;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.secrets.MissingSecretException;
import io.slipway.backupservice.secrets.Secrets;
import io.slipway.events.backup.policy.VariablesSpec;

/**
 * What a command of a policy finds in its environment: what a program needs to be found and to write text, and what the policy
 * names. Nothing else of the service's own, where its secrets are.
 */
final class CommandEnvironment {
    private static final Set<String> KEPT = Set.of("PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR");
    private static final String LOCALE = "LC_";

    private final Secrets secrets;
    private final Map<String, String> service;

    CommandEnvironment(Secrets secrets) {
        this(secrets, System.getenv());
    }

    /** @param service the service's own variables */
    CommandEnvironment(Secrets secrets, Map<String, String> service) {
        this.secrets = secrets;
        this.service = service;
    }

    /**
     * @param spec what the policy names
     * @param own what Slipway says of the run
     * @throws MissingSecretException if a secret or a variable that is passed on is not there; the message has no value
     */
    Map<String, String> of(@Nullable VariablesSpec spec, Map<String, String> own) throws MissingSecretException {
        Map<String, String> variables = new TreeMap<>();
        service.forEach((name, value) -> {
            if (KEPT.contains(name) || name.startsWith(LOCALE)) {
                variables.put(name, value);
            }
        });
        if (spec != null) {
            named(spec, variables);
        }
        variables.putAll(own);
        return variables;
    }

    private void named(VariablesSpec spec, Map<String, String> variables) throws MissingSecretException {
        for (String name : spec.pass()) {
            String value = service.get(name);
            if (value == null) {
                throw new MissingSecretException("the policy passes on the variable " + name
                        + ", which the backup-service does not have in its environment");
            }
            variables.put(name, value);
        }
        variables.putAll(spec.set());
        for (Map.Entry<String, String> secret : spec.secrets().entrySet()) {
            variables.put(secret.getKey(), secrets.get(secret.getValue()));
        }
    }
}
