package io.slipway.events.config;

import org.jspecify.annotations.Nullable;

/**
 * A document of an application's configuration as it is to be.
 *
 * @param path in the source, for example {@code environments/production/services/web/application.yaml}
 * @param text all of it; null deletes it
 */
public record DocumentChange(String path, @Nullable String text) {
    /** Without the text: what somebody wants to put there may have a secret in it, and would stand in a log. */
    @Override
    public String toString() {
        return "DocumentChange[" + path + ", " + (text == null ? "deleted" : text.length() + " characters") + "]";
    }
}
