package io.slipway.backupservice.policy;

import io.slipway.kit.yaml.DeclarationReader;
import io.slipway.kit.yaml.DeclarationReader.Declaration;

/**
 * Reads {@code spec.backups} of a {@code slipway.yaml}, which may be JSON as well. What else is in the file is the
 * deploy-orchestrator's. Never throws for what is in the file; safe for threads.
 */
public final class PolicyParser {
    private final DeclarationReader reader =
            new DeclarationReader(PolicySchema.SOURCE, document -> new PolicyRules(document).check());

    /** The policies that the file declares, or all its faults at once. */
    public ParsedPolicies parse(byte[] file) {
        return switch (reader.read(file)) {
            case Declaration.Faulty faulty -> new ParsedPolicies.Invalid(faulty.violations());
            case Declaration.Sound sound ->
                new ParsedPolicies.Valid(
                        sound.document().root().path("metadata").path("name").asString(),
                        new PolicyReader()
                                .read(sound.document().root().path("spec").path("backups")),
                        sound.digest());
        };
    }
}
