package io.slipway.backup.storage.s3;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * Where a repository is in S3.
 *
 * @param endpoint of the server; none for Amazon's own in the region
 * @param prefix of all names, without a slash at its ends; may be empty
 * @param pathStyle whether the bucket stands in the path instead of the host's name: most servers but Amazon's want it
 */
public record S3Bucket(@Nullable URI endpoint, String region, String bucket, String prefix, boolean pathStyle) {
    /** In restic's notation. */
    public String location() {
        String server = endpoint == null ? "https://s3." + region + ".amazonaws.com" : endpoint.toString();
        return "s3:" + server + "/" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
