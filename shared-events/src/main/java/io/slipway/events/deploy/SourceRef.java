package io.slipway.events.deploy;

import org.jspecify.annotations.Nullable;

/**
 * What is built: a ref of a git repository, or a folder as it is.
 *
 * @param repository address of a git repository; null for a folder
 * @param ref branch, tag or commit
 * @param path a folder on the worker's host, or the sub-folder of the repository
 */
public record SourceRef(
        @Nullable String repository,
        @Nullable String ref,
        @Nullable String path) {}
