package io.slipway.backup.storage.gcs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The storage classes that packs may be in. All of them can be read at once; the colder, the dearer it is to read. */
public enum PackClass {
    STANDARD,
    NEARLINE,
    COLDLINE,
    ARCHIVE;

    /** Of this name, in whatever case; empty if there is none. */
    public static Optional<PackClass> named(String name) {
        return Arrays.stream(values())
                .filter(known -> known.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
