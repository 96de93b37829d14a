package io.slipway.deploy.pipeline;

import java.util.List;

import io.slipway.events.Violation;
import io.slipway.events.deploy.pipeline.ApplicationSpec;

/** What a {@code slipway.yaml} says, or everything that is wrong with it. */
public sealed interface ParsedPipeline {
    /** @param digest {@code sha256:<hex>} of the file's bytes */
    record Valid(ApplicationSpec spec, String digest) implements ParsedPipeline {}

    /** @param violations at least one, in the order of the file */
    record Invalid(List<Violation> violations) implements ParsedPipeline {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }
}
