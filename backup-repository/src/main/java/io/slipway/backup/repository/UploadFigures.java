package io.slipway.backup.repository;

/**
 * What an upload did so far.
 *
 * @param dataAdded bytes before compression of blobs that were not there
 * @param dataAddedPacked the same as stored, with encryption and headers
 */
public record UploadFigures(long dataBlobs, long treeBlobs, long dataAdded, long dataAddedPacked) {}
