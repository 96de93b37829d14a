package io.slipway.configservice.serve;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.config.application.ConfigApplication;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.configservice.source.RevisionReader;
import io.slipway.events.Violation;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.kit.http.Problem;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** Reads a revision that was accepted once, by rules that have become stricter since or not. */
final class StoredRevision {
    private static final Logger LOG = LoggerFactory.getLogger(StoredRevision.class);

    private StoredRevision() {}

    /** @throws ProblemException when what it says cannot be told any more */
    static RevisionSnapshot read(ConfigRevisionView view) {
        return switch (RevisionReader.readStored(view.documents())) {
            case Parsed.Valid<ConfigApplication.Stored>(ConfigApplication.Stored stored) -> {
                if (!stored.faults().isEmpty()) {
                    LOG.warn(
                            "Revision {} of {} would be refused today and is served as it was accepted; the first reason is {}",
                            view.id(),
                            view.application(),
                            stored.faults().getFirst());
                }
                yield new RevisionSnapshot(stored.application(), stored.faults());
            }
            case Parsed.Refused<ConfigApplication.Stored>(List<Fault> faults) ->
                throw new ProblemException(Problem.of(
                        ProblemCode.CONFLICT,
                        "Revision " + view.id() + " of " + view.application()
                                + " was accepted by an earlier version, and this one cannot read it; roll back to another"
                                + " revision, or make a new one in which this is mended.",
                        faults.stream().map(StoredRevision::violation).toList()));
        };
    }

    private static Violation violation(Fault fault) {
        return new Violation(
                fault.field(),
                fault.line(),
                fault.column(),
                fault.message(),
                fault.document().isEmpty() ? null : fault.document());
    }
}
