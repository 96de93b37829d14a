package io.slipway.backup.storage.gcs;

/** The storage classes that packs may be in. All of them can be read at once; the colder, the dearer it is to read. */
public enum PackClass {
    STANDARD,
    NEARLINE,
    COLDLINE,
    ARCHIVE
}
