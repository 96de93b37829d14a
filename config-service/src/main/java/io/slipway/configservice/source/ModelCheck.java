package io.slipway.configservice.source;

import java.util.List;
import java.util.Map;

import io.slipway.config.application.ConfigApplication;
import io.slipway.config.check.CheckContext;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.configservice.domain.decide.SourceCheck;
import io.slipway.events.Violation;

/** Checks a source with the same rules as the command line does without a server. */
public final class ModelCheck implements SourceCheck {
    /** So that a refusal fits into a record; whoever mends these sees the others next. */
    private static final int MOST_VIOLATIONS = 100;

    @Override
    public Checked check(String application, Map<String, String> documents) {
        return switch (RevisionReader.read(documents)) {
            case Parsed.Refused<ConfigApplication>(List<Fault> faults) -> new Broken(violations(faults));
            case Parsed.Valid<ConfigApplication>(ConfigApplication readable) -> values(application, readable);
        };
    }

    private static Checked values(String application, ConfigApplication readable) {
        List<Fault> faults = readable.check(CheckContext.offline(application));
        return faults.isEmpty()
                ? new Sound(readable.revision().hex(), readable.declaration().environments())
                : new Broken(violations(faults));
    }

    private static List<Violation> violations(List<Fault> faults) {
        return faults.stream()
                .limit(MOST_VIOLATIONS)
                .map(fault -> new Violation(
                        fault.field(),
                        fault.line(),
                        fault.column(),
                        fault.message(),
                        fault.document().isEmpty() ? null : fault.document()))
                .toList();
    }
}
