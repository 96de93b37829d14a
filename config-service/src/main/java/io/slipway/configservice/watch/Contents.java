package io.slipway.configservice.watch;

import java.util.Optional;

import io.slipway.configservice.serve.Served;

/** What the watcher's target gets of a revision; empty while its documents have not been read yet. */
@FunctionalInterface
interface Contents {
    Optional<Served> of(String revision);
}
