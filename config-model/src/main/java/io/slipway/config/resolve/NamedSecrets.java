package io.slipway.config.resolve;

import org.jspecify.annotations.Nullable;

/** Which secrets there are to refer to by name. */
@FunctionalInterface
public interface NamedSecrets {
    /** @param environment null for a target in no environment */
    boolean exists(@Nullable String environment, String name);

    /** For a check offline, which cannot know. */
    static NamedSecrets unchecked() {
        return (_, _) -> true;
    }
}
