package io.slipway.events.cdevents;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Runs of pipelines and of their tasks: CDEvents core, {@code core.md}. */
public sealed interface PipelineContent extends CDEventContent {

    @CDEventType("dev.cdevents.pipelinerun.queued.0.3.0")
    record PipelineRunQueued(
            @Nullable String pipelineName, @Nullable String uri) implements PipelineContent {}

    @CDEventType("dev.cdevents.pipelinerun.started.0.3.0")
    record PipelineRunStarted(String pipelineName, String uri) implements PipelineContent {
        public PipelineRunStarted {
            Objects.requireNonNull(pipelineName, "pipelineName is missing");
            Objects.requireNonNull(uri, "uri is missing");
        }
    }

    @CDEventType("dev.cdevents.pipelinerun.finished.0.3.0")
    record PipelineRunFinished(
            @Nullable String pipelineName,
            @Nullable String uri,
            @Nullable Outcome outcome,
            @Nullable String errors) implements PipelineContent {}

    @CDEventType("dev.cdevents.taskrun.started.0.3.0")
    record TaskRunStarted(
            @Nullable String taskName,
            @Nullable String uri,
            @Nullable Reference pipelineRun) implements PipelineContent {}

    @CDEventType("dev.cdevents.taskrun.finished.0.3.0")
    record TaskRunFinished(
            @Nullable String taskName,
            @Nullable String uri,
            @Nullable Reference pipelineRun,
            @Nullable String outcome,
            @Nullable String errors)
            implements PipelineContent {}
}
