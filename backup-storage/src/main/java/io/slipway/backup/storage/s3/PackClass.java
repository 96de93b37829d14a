package io.slipway.backup.storage.s3;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import software.amazon.awssdk.services.s3.model.StorageClass;

/**
 * The storage classes that packs may be in. New ones may be in those only that can be read at once, because checks, prunes and
 * drills read them; old ones in all.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html">how long a
 *     standard retrieval takes</a>
 */
public enum PackClass {
    STANDARD(Duration.ZERO),
    STANDARD_IA(Duration.ZERO),
    ONEZONE_IA(Duration.ZERO),
    INTELLIGENT_TIERING(Duration.ZERO),
    GLACIER_IR(Duration.ZERO),
    GLACIER(Duration.ofHours(5)),
    DEEP_ARCHIVE(Duration.ofHours(12));

    private final Duration thawing;

    PackClass(Duration thawing) {
        this.thawing = thawing;
    }

    /** Of this name, in whatever case; empty if there is none. */
    public static Optional<PackClass> named(String name) {
        return Arrays.stream(values())
                .filter(known -> known.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** @throws IllegalArgumentException if it is none, or one that cannot be read at once */
    public static PackClass parse(String name) {
        return named(name)
                .filter(PackClass::isReadAtOnce)
                .orElseThrow(() -> new IllegalArgumentException("packs cannot be in the storage class " + name
                        + ": checks, prunes and restore drills read them without waiting for hours; take one of "
                        + Arrays.stream(values())
                                .filter(PackClass::isReadAtOnce)
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))));
    }

    /** Whether what is in it can be read without thawing it first. */
    public boolean isReadAtOnce() {
        return thawing.isZero();
    }

    /** How long a retrieval takes at most; zero where there is none. */
    Duration thawing() {
        return thawing;
    }

    StorageClass sdk() {
        return StorageClass.fromValue(name());
    }
}
