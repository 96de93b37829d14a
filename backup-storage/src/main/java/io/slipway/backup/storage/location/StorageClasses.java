package io.slipway.backup.storage.location;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import io.slipway.backup.storage.gcs.PackClass;

/** Which classes of storage there are where. */
public final class StorageClasses {
    private StorageClasses() {}

    /**
     * Why packs cannot be in a class; empty where they can.
     *
     * @param name by the storage's own name
     * @param old whether it is for packs that only old snapshots need; new ones have to be readable at once
     */
    public static Optional<String> fault(StorageLocation location, String name, boolean old) {
        return switch (location) {
            case StorageLocation.Local _, StorageLocation.Sftp _ ->
                Optional.of("a folder such as " + location
                        + " has no classes of storage: only S3 and Google Cloud Storage have");
            case StorageLocation.S3 _ -> inS3(name, old);
            case StorageLocation.Gcs _ ->
                PackClass.named(name).isPresent() ? Optional.empty() : unknown(name, PackClass.values());
        };
    }

    private static Optional<String> inS3(String name, boolean old) {
        Optional<io.slipway.backup.storage.s3.PackClass> known = io.slipway.backup.storage.s3.PackClass.named(name);
        if (known.isEmpty()) {
            return unknown(name, io.slipway.backup.storage.s3.PackClass.values());
        }
        return old || known.get().isReadAtOnce()
                ? Optional.empty()
                : Optional.of("what is in " + known.get()
                        + " has to be thawed for hours before it is read: only for what" + " is old, with after");
    }

    private static Optional<String> unknown(String name, Enum<?>[] known) {
        return Optional.of("there is no class of storage " + name + " here, but "
                + Arrays.stream(known).map(Enum::name).collect(Collectors.joining(", ")));
    }
}
