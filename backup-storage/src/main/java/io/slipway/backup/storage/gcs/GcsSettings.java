package io.slipway.backup.storage.gcs;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.storage.remote.Retention;
import io.slipway.google.AccessTokens;

/**
 * How a bucket is spoken to.
 *
 * @param endpoint where Cloud Storage is
 * @param prefix of all names, without a slash at its ends; may be empty
 * @param packClass of new packs; none for the bucket's own
 * @param retention of new files; none for the bucket's own policy. The bucket has to allow the retention of objects.
 */
public record GcsSettings(
        URI endpoint,
        String bucket,
        String prefix,
        AccessTokens tokens,
        @Nullable PackClass packClass,
        @Nullable Retention retention) {
    public static final URI GOOGLE = URI.create("https://storage.googleapis.com");

    /** What a token has to be for. */
    public static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";

    /** In restic's notation. */
    public String location() {
        return "gs:" + bucket + ":/" + prefix;
    }
}
