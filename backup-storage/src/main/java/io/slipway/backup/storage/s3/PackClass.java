package io.slipway.backup.storage.s3;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import software.amazon.awssdk.services.s3.model.StorageClass;

/** The storage classes that packs may be in: those that can be read at once, because checks, prunes and drills read them. */
public enum PackClass {
    STANDARD,
    STANDARD_IA,
    ONEZONE_IA,
    INTELLIGENT_TIERING,
    GLACIER_IR;

    /** @throws IllegalArgumentException if it is none, or one that cannot be read at once */
    public static PackClass parse(String name) {
        return Arrays.stream(values())
                .filter(known -> known.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("packs cannot be in the storage class " + name
                        + ": checks, prunes and restore drills read them without waiting for hours; take one of "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))));
    }

    StorageClass sdk() {
        return StorageClass.fromValue(name());
    }
}
