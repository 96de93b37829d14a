package io.slipway.deploy.pipeline;

import java.util.List;

import io.slipway.events.Violation;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.yaml.DeclarationReader;
import io.slipway.kit.yaml.DeclarationReader.Declaration;

/** Reads {@code slipway.yaml}, which may be JSON as well. Never throws for what is in the file; safe for threads. */
public final class PipelineParser {
    private final DeclarationReader reader =
            new DeclarationReader(PipelineSchema.SOURCE, document -> new Rules(document).check());
    private final Directory directory;

    /** @param directory who has which role, so that an approval that can never be had is found */
    public PipelineParser(Directory directory) {
        this.directory = directory;
    }

    /** The application the file declares, or all its faults at once. */
    public ParsedPipeline parse(byte[] file) {
        return switch (reader.read(file)) {
            case Declaration.Faulty faulty -> new ParsedPipeline.Invalid(faulty.violations());
            case Declaration.Sound sound -> approvable(sound);
        };
    }

    private ParsedPipeline approvable(Declaration.Sound sound) {
        ApplicationSpec spec = new SpecReader().read(sound.document().root());
        List<Violation> never = new ApprovalRules(sound.document(), spec, directory).check();
        return never.isEmpty() ? new ParsedPipeline.Valid(spec, sound.digest()) : new ParsedPipeline.Invalid(never);
    }
}
