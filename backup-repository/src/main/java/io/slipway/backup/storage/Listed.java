package io.slipway.backup.storage;

/** A file as a listing names it; {@code length} in bytes. */
public record Listed(StoredFile file, long length) {}
