package io.slipway.backupservice.policy;

import java.util.List;

import io.slipway.events.Violation;
import io.slipway.events.backup.policy.BackupPolicy;

/** What a {@code slipway.yaml} says of backups, or everything that is wrong with that. */
public sealed interface ParsedPolicies {
    /**
     * @param application its name in the file
     * @param digest {@code sha256:<hex>} of the file's bytes
     */
    record Valid(String application, List<BackupPolicy> policies, String digest) implements ParsedPolicies {
        public Valid {
            policies = List.copyOf(policies);
        }
    }

    /** @param violations at least one, in the order of the file */
    record Invalid(List<Violation> violations) implements ParsedPolicies {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }
}
