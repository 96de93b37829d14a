package io.slipway.backup.storage;

/**
 * What a storage may be asked for at once.
 *
 * @param upload in bytes per second
 * @param download in bytes per second
 * @param connections requests under way; a download is one until it is closed
 */
public record Limits(long upload, long download, int connections) {
    public static final long UNLIMITED = Long.MAX_VALUE;

    public Limits {
        if (upload < 1 || download < 1 || connections < 1) {
            throw new IllegalArgumentException("limits have to be more than nothing, got " + upload + " bytes/s up, "
                    + download + " bytes/s down, " + connections + " connections");
        }
    }

    /** As many requests at once as given, at any speed. */
    public static Limits connections(int connections) {
        return new Limits(UNLIMITED, UNLIMITED, connections);
    }
}
