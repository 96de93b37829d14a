package io.slipway.deploy.build;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.Commit;

/**
 * What git knows of a source.
 *
 * @param commit that is checked out, in full
 * @param commits that came since the one that was asked for, newest first; empty where none was
 * @param complete whether these are all of them; null where none was asked for
 */
record CommitHistory(
        String commit, List<Commit> commits, @Nullable Boolean complete) {}
