package io.slipway.config.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Something that has to be true; a pure function of what is in force and of the time. */
public sealed interface Policy {
    /** How records name it. */
    String name();

    /** What is to be said against and for a subject. */
    Verdict judge(PolicySubject subject, Instant now);

    /**
     * The outcome.
     *
     * @param passed whether it is true
     * @param evidence what shows it, a sentence each; never a value
     */
    record Verdict(boolean passed, List<String> evidence) {
        public Verdict {
            evidence = List.copyOf(evidence);
        }

        static Verdict of(boolean passed, String evidence) {
            return new Verdict(passed, List.of(evidence));
        }

        /** Passed when nothing is held against it. */
        static Verdict unless(List<String> objections, String otherwise) {
            return objections.isEmpty() ? of(true, otherwise) : new Verdict(false, objections);
        }
    }

    /**
     * No secret is older than this.
     *
     * @param most at exactly this age a secret still passes
     */
    record SecretAge(Duration most) implements Policy {
        @Override
        public String name() {
            return "secret-age";
        }

        @Override
        public Verdict judge(PolicySubject subject, Instant now) {
            List<String> old = new ArrayList<>();
            subject.secretsChangedAt().forEach((key, since) -> {
                Duration age = Duration.between(since, now);
                if (age.compareTo(most) > 0) {
                    old.add(key + " is " + age.toDays() + " days old (since " + since + "), at most " + most.toDays()
                            + " are allowed");
                }
            });
            return Verdict.unless(
                    old.stream().sorted().toList(),
                    subject.secretsChangedAt().size() + " secrets, none older than " + most.toDays() + " days");
        }
    }

    /**
     * Somebody other than the author has agreed to exactly this content.
     *
     * @param environments where
     */
    record TwoPeople(Set<String> environments) implements Policy {
        @Override
        public String name() {
            return "two-people";
        }

        @Override
        public Verdict judge(PolicySubject subject, Instant now) {
            Change change = subject.change();
            if (!environments.contains(subject.environment())) {
                return Verdict.of(true, "not asked for in " + subject.environment());
            }
            List<String> others = change.otherPeople();
            String written = "revision " + change.revision() + " was written by " + change.author() + ", ";
            return others.isEmpty()
                    ? Verdict.of(false, written + "and nobody else approved this content")
                    : Verdict.of(true, written + "approved by " + String.join(", ", others));
        }
    }

    /**
     * Nothing runs in debug mode.
     *
     * @param environments where
     */
    record NoDebug(Set<String> environments) implements Policy {
        @Override
        public String name() {
            return "no-debug";
        }

        @Override
        public Verdict judge(PolicySubject subject, Instant now) {
            return environments.contains(subject.environment())
                    ? Verdict.unless(DebugSettings.in(subject.config()), "no debug setting is in force")
                    : Verdict.of(true, "not asked for in " + subject.environment());
        }
    }

    /** There is a schema, and the revision was checked with it. */
    record SchemaPresent() implements Policy {
        @Override
        public String name() {
            return "schema-present";
        }

        @Override
        public Verdict judge(PolicySubject subject, Instant now) {
            return subject.schemaName().isEmpty()
                    ? Verdict.of(false, "the application has no schema")
                    : Verdict.of(true, "checked with " + subject.schemaName());
        }
    }
}
