package io.slipway.events.backup;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where something is restored. With nothing said, where it came from.
 *
 * @param folder for files and for what a command wrote
 * @param uri name of the secret with the connection string, or with the bootstrap servers
 * @param rename databases that get another name, by the name that they had
 */
public record RestoreTarget(
        @Nullable String folder, @Nullable String uri, Map<String, String> rename) {
    /** Where it came from. */
    public static final RestoreTarget ORIGIN = new RestoreTarget(null, null, Map.of());

    public RestoreTarget {
        rename = Map.copyOf(rename);
    }

    public boolean isOrigin() {
        return folder == null && uri == null && rename.isEmpty();
    }
}
