package io.slipway.configservice.domain.decide;

import java.util.List;
import java.util.Map;

import io.slipway.events.Violation;
import io.slipway.events.config.EnvironmentPolicy;

/** Looks at a whole source before it becomes a revision. Pure: the same source is always judged the same. */
@FunctionalInterface
public interface SourceCheck {

    /** What was found. */
    sealed interface Checked {}

    /**
     * The source may become a revision.
     *
     * @param revision its address by its content
     * @param environments what it declares of them, in the order in which it is promoted
     */
    record Sound(String revision, List<EnvironmentPolicy> environments) implements Checked {
        public Sound {
            environments = List.copyOf(environments);
        }
    }

    /** @param violations all that is wrong, each with its document, line and column */
    record Broken(List<Violation> violations) implements Checked {
        public Broken {
            violations = List.copyOf(violations);
        }
    }

    /**
     * @param application whose it is; a secret sealed for another one is refused
     * @param documents text by path
     */
    Checked check(String application, Map<String, String> documents);
}
