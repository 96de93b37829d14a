package io.slipway.events.backup;

/**
 * What is kept in the class of storage that a policy names for old data.
 *
 * @param tier the storage's own name for it
 * @param moved packs that a run moved there, or would have
 * @param movedBytes of those
 * @param packs that are there altogether
 * @param bytes of all of them
 */
public record ArchivedPacks(String tier, int moved, long movedBytes, int packs, long bytes) {}
