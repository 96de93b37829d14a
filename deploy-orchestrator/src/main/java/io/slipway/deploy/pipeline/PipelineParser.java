package io.slipway.deploy.pipeline;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.slipway.events.Violation;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.yaml.SchemaCheck;
import io.slipway.kit.yaml.YamlDocument;
import io.slipway.kit.yaml.YamlFault;
import io.slipway.kit.yaml.YamlReader;

/** Reads {@code slipway.yaml}, which may be JSON as well. Never throws for what is in the file; safe for threads. */
public final class PipelineParser {
    /** Largest file, in bytes. */
    public static final int SIZE_LIMIT = 256 * 1024;

    private static final int MOST_VIOLATIONS = 100;

    private final SchemaCheck schema = new SchemaCheck(PipelineSchema.SOURCE);
    private final Directory directory;

    /** @param directory who has which role, so that an approval that can never be had is found */
    public PipelineParser(Directory directory) {
        this.directory = directory;
    }

    /** The application the file declares, or all its faults at once. */
    public ParsedPipeline parse(byte[] file) {
        YamlDocument document;
        try {
            document = YamlReader.read(file, SIZE_LIMIT);
        } catch (YamlFault fault) {
            return new ParsedPipeline.Invalid(List.of(fault.violation()));
        }
        List<Violation> faults = new ArrayList<>(document.faults());
        faults.addAll(schema.check(document));
        Set<String> told = faults.stream().map(Violation::field).collect(Collectors.toSet());
        new Rules(document)
                .check().stream()
                        .filter(violation -> !told.contains(violation.field()))
                        .forEach(faults::add);
        if (!faults.isEmpty()) {
            return new ParsedPipeline.Invalid(faults.stream()
                    .sorted(Comparator.comparingInt(Violation::line).thenComparingInt(Violation::column))
                    .limit(MOST_VIOLATIONS)
                    .toList());
        }
        ApplicationSpec spec = new SpecReader().read(document.root());
        List<Violation> never = new ApprovalRules(document, spec, directory).check();
        return never.isEmpty() ? new ParsedPipeline.Valid(spec, digest(file)) : new ParsedPipeline.Invalid(never);
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
