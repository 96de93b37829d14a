package io.slipway.configservice.domain.decide;

import java.util.List;
import java.util.Map;

import io.slipway.events.Violation;
import io.slipway.events.config.EnvironmentPolicy;
import io.slipway.events.config.WrappedDataKey;

/** Looks at a whole source before it becomes a revision. The same source is judged the same as long as the keys are. */
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
     * What is there already.
     *
     * @param documents of the newest revision, by path; what is encrypted in them was looked at when it came
     * @param keys the data keys of each environment, wrapped
     */
    record Existing(Map<String, String> documents, Map<String, List<WrappedDataKey>> keys) {
        /** Nothing. */
        public static final Existing NOTHING = new Existing(Map.of(), Map.of());

        public Existing {
            documents = Map.copyOf(documents);
            keys = Map.copyOf(keys);
        }
    }

    /**
     * @param application whose it is; a secret encrypted for another one is refused
     * @param documents text by path
     */
    Checked check(String application, Map<String, String> documents, Existing existing);

    /** The same where there is nothing yet. */
    default Checked check(String application, Map<String, String> documents) {
        return check(application, documents, Existing.NOTHING);
    }
}
