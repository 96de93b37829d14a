package io.slipway.backup.files;

import java.util.List;

import io.slipway.backup.tree.GlobPattern;

/** What of a snapshot is asked for. */
record RestoreSelection(List<GlobPattern> includes, List<GlobPattern> excludes) {
    static RestoreSelection of(FileTreeRestoreRequest request) {
        return new RestoreSelection(
                request.includes().stream().map(GlobPattern::of).toList(),
                request.excludes().stream().map(GlobPattern::of).toList());
    }

    boolean includes(String path) {
        return includes.isEmpty() || includes.stream().anyMatch(pattern -> pattern.matches(path));
    }

    boolean excludes(String path) {
        return excludes.stream().anyMatch(pattern -> pattern.matches(path));
    }

    boolean mayIncludeBelow(String path) {
        return includes.isEmpty()
                || includes.stream().anyMatch(pattern -> pattern.matches(path) || pattern.mayMatchBelow(path));
    }
}
