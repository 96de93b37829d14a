package io.slipway.kit.yaml;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.slipway.events.Violation;

import tools.jackson.databind.JsonNode;

/**
 * Reads a file that people declare something in, YAML or JSON, and holds it against a schema and against rules that a
 * schema cannot say. Never throws for what is in the file; safe for threads.
 */
public final class DeclarationReader {
    /** Largest file, in bytes. */
    public static final int SIZE_LIMIT = 256 * 1024;

    private static final int MOST_VIOLATIONS = 100;

    private final SchemaCheck schema;
    private final Function<YamlDocument, List<Violation>> rules;

    /**
     * @param schema see {@link SchemaCheck}
     * @param rules what else is wrong; of a field that the schema has told of nothing more is told
     */
    public DeclarationReader(JsonNode schema, Function<YamlDocument, List<Violation>> rules) {
        this.schema = new SchemaCheck(schema);
        this.rules = rules;
    }

    /** What is declared, or what is wrong with it. */
    public sealed interface Declaration {

        /** @param digest of the file, {@code sha256:} and hexadecimal digits */
        record Sound(YamlDocument document, String digest) implements Declaration {}

        /** @param violations all of them, up to a hundred, in the order of the file */
        record Faulty(List<Violation> violations) implements Declaration {}
    }

    public Declaration read(byte[] file) {
        YamlDocument document;
        try {
            document = YamlReader.read(file, SIZE_LIMIT);
        } catch (YamlFault fault) {
            return new Declaration.Faulty(List.of(fault.violation()));
        }
        List<Violation> faults = new ArrayList<>(document.faults());
        faults.addAll(schema.check(document));
        Set<String> told = faults.stream().map(Violation::field).collect(Collectors.toSet());
        rules.apply(document).stream()
                .filter(violation -> !told.contains(violation.field()))
                .forEach(faults::add);
        return faults.isEmpty()
                ? new Declaration.Sound(document, digest(file))
                : new Declaration.Faulty(faults.stream()
                        .sorted(Comparator.comparingInt(Violation::line).thenComparingInt(Violation::column))
                        .limit(MOST_VIOLATIONS)
                        .toList());
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
