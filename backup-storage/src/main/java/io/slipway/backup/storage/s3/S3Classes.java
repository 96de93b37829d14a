package io.slipway.backup.storage.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.storage.Readiness;
import io.slipway.backup.storage.StorageRefusedException;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tier;

/**
 * Classes of storage: an object changes its class by being copied onto itself. In a bucket with versions the old one stays until
 * its retention and the bucket's lifecycle let it go.
 */
final class S3Classes {
    private static final String UNDERWAY = "RestoreAlreadyInProgress";

    private final S3Client client;
    private final S3Bucket bucket;

    S3Classes(S3Client client, S3Bucket bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /** For {@link io.slipway.backup.storage.Listed}. */
    static @Nullable String name(@Nullable String sdkName) {
        return sdkName == null || sdkName.equals(PackClass.STANDARD.name()) ? null : sdkName;
    }

    static boolean isFrozen(@Nullable String sdkName) {
        return of(sdkName).map(known -> !known.isReadAtOnce()).orElse(false);
    }

    private static Optional<PackClass> of(@Nullable String sdkName) {
        return sdkName == null ? Optional.empty() : PackClass.named(sdkName);
    }

    /** @throws StorageRefusedException if there is no such class */
    static PackClass known(String name) throws IOException {
        return PackClass.named(name)
                .orElseThrow(() -> new StorageRefusedException("S3 has no storage class " + name + " for packs"));
    }

    /**
     * Copies an object onto itself, on the condition that it is still the one that was looked at. A copy has no retention unless
     * it is given one.
     *
     * @param lock that the object has
     */
    void move(String key, PackClass to, Optional<ObjectLockRetention> lock) {
        HeadObjectResponse now = head(key);
        if (to.name().equals(Optional.ofNullable(now.storageClassAsString()).orElse(PackClass.STANDARD.name()))) {
            return;
        }
        CopyObjectRequest.Builder copy = CopyObjectRequest.builder()
                .sourceBucket(bucket.bucket())
                .sourceKey(key)
                .copySourceIfMatch(now.eTag())
                .destinationBucket(bucket.bucket())
                .destinationKey(key)
                .storageClass(to.sdk())
                .metadataDirective(MetadataDirective.COPY);
        lock.ifPresent(retention -> copy.objectLockMode(ObjectLockMode.fromValue(retention.modeAsString()))
                .objectLockRetainUntilDate(retention.retainUntilDate()));
        client.copyObject(copy.build());
    }

    Readiness readiness(String key) {
        HeadObjectResponse head = head(key);
        PackClass in = of(head.storageClassAsString()).orElse(PackClass.STANDARD);
        String thawed = String.valueOf(head.restore()).toLowerCase(Locale.ROOT);
        if (in.isReadAtOnce() || thawed.contains("ongoing-request=\"false\"")) {
            return Readiness.READY;
        }
        return new Readiness(
                thawed.contains("ongoing-request=\"true\"") ? Readiness.State.THAWING : Readiness.State.FROZEN,
                in.thawing());
    }

    /** Somebody else may have asked a moment ago. */
    void thaw(String key, Duration keep) {
        if (readiness(key).state() != Readiness.State.FROZEN) {
            return;
        }
        try {
            client.restoreObject(request -> request.bucket(bucket.bucket())
                    .key(key)
                    .restoreRequest(restore -> restore.days(Math.toIntExact(Math.max(1, keep.toDays())))
                            .glacierJobParameters(job -> job.tier(Tier.STANDARD))));
        } catch (S3Exception e) {
            if (!S3Failure.code(e).equals(UNDERWAY)) {
                throw e;
            }
        }
    }

    private HeadObjectResponse head(String key) {
        return client.headObject(request -> request.bucket(bucket.bucket()).key(key));
    }
}
