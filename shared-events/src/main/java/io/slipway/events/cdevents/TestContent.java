package io.slipway.events.cdevents;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Tests and what they leave behind: {@code testing-events.md}. */
public sealed interface TestContent extends CDEventContent {

    @CDEventType("dev.cdevents.testcaserun.queued.0.3.0")
    record TestCaseRunQueued(
            @Nullable Trigger trigger,
            Reference environment,
            @Nullable Reference testSuiteRun,
            @Nullable TestCase testCase)
            implements TestContent {
        public TestCaseRunQueued {
            Objects.requireNonNull(environment, "environment is missing");
        }
    }

    @CDEventType("dev.cdevents.testcaserun.started.0.3.0")
    record TestCaseRunStarted(
            @Nullable Trigger trigger,
            Reference environment,
            @Nullable Reference testSuiteRun,
            @Nullable TestCase testCase)
            implements TestContent {
        public TestCaseRunStarted {
            Objects.requireNonNull(environment, "environment is missing");
        }
    }

    @CDEventType("dev.cdevents.testcaserun.skipped.0.2.0")
    record TestCaseRunSkipped(
            @Nullable String reason,
            @Nullable Reference environment,
            @Nullable Reference testSuiteRun,
            @Nullable TestCase testCase)
            implements TestContent {}

    @CDEventType("dev.cdevents.testcaserun.finished.0.3.0")
    record TestCaseRunFinished(
            Outcome outcome,
            @Nullable String severity,
            @Nullable String reason,
            Reference environment,
            @Nullable Reference testSuiteRun,
            @Nullable TestCase testCase)
            implements TestContent {
        public TestCaseRunFinished {
            Objects.requireNonNull(outcome, "outcome is missing");
            Objects.requireNonNull(environment, "environment is missing");
        }
    }

    @CDEventType("dev.cdevents.testsuiterun.queued.0.3.0")
    record TestSuiteRunQueued(
            @Nullable Trigger trigger,
            Reference environment,
            @Nullable TestSuite testSuite) implements TestContent {
        public TestSuiteRunQueued {
            Objects.requireNonNull(environment, "environment is missing");
        }
    }

    @CDEventType("dev.cdevents.testsuiterun.started.0.3.0")
    record TestSuiteRunStarted(
            @Nullable Trigger trigger,
            Reference environment,
            @Nullable TestSuite testSuite) implements TestContent {
        public TestSuiteRunStarted {
            Objects.requireNonNull(environment, "environment is missing");
        }
    }

    @CDEventType("dev.cdevents.testsuiterun.finished.0.3.0")
    record TestSuiteRunFinished(
            Reference environment,
            @Nullable TestSuite testSuite,
            Outcome outcome,
            @Nullable String severity,
            @Nullable String reason)
            implements TestContent {
        public TestSuiteRunFinished {
            Objects.requireNonNull(environment, "environment is missing");
            Objects.requireNonNull(outcome, "outcome is missing");
        }
    }

    @CDEventType("dev.cdevents.testoutput.published.0.3.0")
    record TestOutputPublished(
            String outputType,
            String format,
            @Nullable String uri,
            @Nullable Reference testCaseRun) implements TestContent {
        public TestOutputPublished {
            Objects.requireNonNull(outputType, "outputType is missing");
            Objects.requireNonNull(format, "format is missing");
        }
    }
}
