package io.slipway.backup.content;

import java.util.List;

import io.slipway.backup.repository.ObjectId;

/** A stream as it is in a repository: the blobs one after the other are its bytes. */
public record SavedContent(List<ObjectId> blobs, long bytes) {}
