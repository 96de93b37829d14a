package io.slipway.events.backup.policy;

import java.util.List;
import java.util.Map;

/**
 * What a command gets into its environment beside what every command gets. No variable is named twice.
 *
 * @param pass names of variables of the backup-service that are passed on
 * @param set variables and their values, which are no secrets
 * @param secrets variables and the names of the secrets whose values they get
 */
public record VariablesSpec(List<String> pass, Map<String, String> set, Map<String, String> secrets) {
    public VariablesSpec {
        pass = List.copyOf(pass);
        set = Map.copyOf(set);
        secrets = Map.copyOf(secrets);
    }
}
