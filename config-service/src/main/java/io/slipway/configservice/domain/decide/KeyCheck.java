package io.slipway.configservice.domain.decide;

import java.util.List;
import java.util.Optional;

import io.slipway.events.config.WrappedDataKey;

/** Whether the service can use data keys: nobody can slip it keys that were not wrapped here, or lock it out with them. */
@FunctionalInterface
public interface KeyCheck {
    /** What is wrong with them; empty when each of them unwraps, for this application and environment. */
    Optional<String> problem(String application, String environment, List<WrappedDataKey> keys);
}
