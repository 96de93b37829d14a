package io.slipway.backupservice.policy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.slipway.events.Violation;
import io.slipway.kit.yaml.SchemaCheck;
import io.slipway.kit.yaml.YamlDocument;
import io.slipway.kit.yaml.YamlFault;
import io.slipway.kit.yaml.YamlReader;

/**
 * Reads {@code spec.backups} of a {@code slipway.yaml}, which may be JSON as well. What else is in the file is the
 * deploy-orchestrator's. Never throws for what is in the file; safe for threads.
 */
public final class PolicyParser {
    /** Largest file, in bytes. */
    public static final int SIZE_LIMIT = 256 * 1024;

    private static final int MOST_VIOLATIONS = 100;

    private final SchemaCheck schema = new SchemaCheck(PolicySchema.SOURCE);

    /** The policies that the file declares, or all its faults at once. */
    public ParsedPolicies parse(byte[] file) {
        YamlDocument document;
        try {
            document = YamlReader.read(file, SIZE_LIMIT);
        } catch (YamlFault fault) {
            return new ParsedPolicies.Invalid(List.of(fault.violation()));
        }
        List<Violation> faults = new ArrayList<>(document.faults());
        faults.addAll(schema.check(document));
        Set<String> told = faults.stream().map(Violation::field).collect(Collectors.toSet());
        new PolicyRules(document)
                .check().stream()
                        .filter(violation -> !told.contains(violation.field()))
                        .forEach(faults::add);
        if (!faults.isEmpty()) {
            return new ParsedPolicies.Invalid(faults.stream()
                    .sorted(Comparator.comparingInt(Violation::line).thenComparingInt(Violation::column))
                    .limit(MOST_VIOLATIONS)
                    .toList());
        }
        return new ParsedPolicies.Valid(
                document.root().path("metadata").path("name").asString(),
                new PolicyReader().read(document.root().path("spec").path("backups")),
                digest(file));
    }

    private static String digest(byte[] file) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
