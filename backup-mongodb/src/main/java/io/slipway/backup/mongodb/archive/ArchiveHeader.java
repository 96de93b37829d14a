package io.slipway.backup.mongodb.archive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first document of an archive.
 *
 * @param concurrentCollections how many collections the archive interleaves; mongorestore restores at least as many at once
 * @param serverVersion of the source, such as {@code 8.0.4}: it decides where the data of time series is
 * @param toolVersion for people
 */
public record ArchiveHeader(int concurrentCollections, String serverVersion, String toolVersion) {
    /** The only version of the format there is. */
    public static final String FORMAT_VERSION = "0.1";

    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(\\.\\d{1,6})?([-+.].*)?");

    /** @throws IllegalArgumentException if mongorestore would not take the server's version for one */
    public ArchiveHeader {
        if (!VERSION.matcher(serverVersion).matches()) {
            throw new IllegalArgumentException("not the version of a server: \"" + serverVersion + "\"");
        }
    }

    /** From 8.3 on a time series has no view, and its buckets are under its own name. */
    public boolean timeSeriesAreUnderTheirOwnName() {
        Matcher version = VERSION.matcher(serverVersion);
        if (!version.matches()) {
            throw new IllegalStateException(serverVersion);
        }
        int major = Integer.parseInt(version.group(1));
        return major > 8 || major == 8 && Integer.parseInt(version.group(2)) >= 3;
    }
}
