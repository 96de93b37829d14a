package io.slipway.backup.mongodb.snapshot;

import java.util.List;

/**
 * What a snapshot is found by.
 *
 * @param path such as {@code /mongodb/crm}
 * @param tags such as {@code application=crm}, {@code source=database}, {@code kind=mongodb}
 */
public record SnapshotLabels(String path, List<String> tags, String hostname, String username) {
    public SnapshotLabels {
        tags = List.copyOf(tags);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("the path of a snapshot is absolute, and \"" + path + "\" is not");
        }
    }

    /** Of a database that belongs to an application: {@code /mongodb/<application>} on the host {@code slipway}. */
    public static SnapshotLabels of(String application, List<String> tags) {
        return new SnapshotLabels("/mongodb/" + application, tags, "slipway", "slipway");
    }
}
