package io.slipway.events.cdevents;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Repositories, branches and changes: {@code source-code-version-control.md}. */
public sealed interface SourceContent extends CDEventContent {

    @CDEventType("dev.cdevents.repository.created.0.3.0")
    record RepositoryCreated(
            String name,
            @Nullable String owner,
            String uri,
            @Nullable String viewUrl) implements SourceContent {
        public RepositoryCreated {
            Objects.requireNonNull(name, "name is missing");
            Objects.requireNonNull(uri, "uri is missing");
        }
    }

    @CDEventType("dev.cdevents.repository.modified.0.3.0")
    record RepositoryModified(
            @Nullable String name,
            @Nullable String owner,
            @Nullable String uri,
            @Nullable String viewUrl) implements SourceContent {}

    @CDEventType("dev.cdevents.repository.deleted.0.3.0")
    record RepositoryDeleted(
            @Nullable String name,
            @Nullable String owner,
            @Nullable String uri,
            @Nullable String viewUrl) implements SourceContent {}

    @CDEventType("dev.cdevents.branch.created.0.3.0")
    record BranchCreated(@Nullable Reference repository) implements SourceContent {}

    @CDEventType("dev.cdevents.branch.deleted.0.3.0")
    record BranchDeleted(@Nullable Reference repository) implements SourceContent {}

    @CDEventType("dev.cdevents.change.created.0.4.0")
    record ChangeCreated(
            @Nullable String description, @Nullable Reference repository) implements SourceContent {}

    @CDEventType("dev.cdevents.change.updated.0.3.0")
    record ChangeUpdated(@Nullable Reference repository) implements SourceContent {}

    @CDEventType("dev.cdevents.change.reviewed.0.3.0")
    record ChangeReviewed(@Nullable Reference repository) implements SourceContent {}

    @CDEventType("dev.cdevents.change.merged.0.3.0")
    record ChangeMerged(@Nullable Reference repository) implements SourceContent {}

    @CDEventType("dev.cdevents.change.abandoned.0.3.0")
    record ChangeAbandoned(@Nullable Reference repository) implements SourceContent {}
}
