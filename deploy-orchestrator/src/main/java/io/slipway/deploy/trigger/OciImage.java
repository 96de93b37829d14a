package io.slipway.deploy.trigger;

import java.util.Optional;
import java.util.regex.Pattern;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;

/**
 * An image as a package URL of type {@code oci} names it: the version is the digest, {@code repository_url} says where it
 * is, {@code tag} what people call it.
 *
 * @param repository registry and repository
 * @param digest {@code sha256:<hex>}
 * @param version the tag, or the digest's beginning where there is none
 */
record OciImage(String repository, String digest, String version) {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int SHORT_DIGEST = "sha256:".length() + 12;

    /** Empty for whatever is no image that can be found again: without a digest, or without a repository. */
    static Optional<OciImage> of(String packageUrl) {
        try {
            PackageURL purl = new PackageURL(packageUrl);
            String digest = purl.getVersion();
            String repository =
                    purl.getQualifiers() == null ? null : purl.getQualifiers().get("repository_url");
            if (!purl.getType().equals("oci")
                    || digest == null
                    || !DIGEST.matcher(digest).matches()
                    || repository == null) {
                return Optional.empty();
            }
            String tag = purl.getQualifiers().get("tag");
            return Optional.of(new OciImage(
                    repository,
                    digest,
                    tag == null ? digest.substring(0, SHORT_DIGEST).replace(':', '-') : tag));
        } catch (MalformedPackageURLException e) {
            return Optional.empty();
        }
    }

    /** As a deployment is handed it. */
    String reference() {
        return repository + "@" + digest;
    }
}
