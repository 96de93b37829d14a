package io.slipway.backup.repository.index;

import java.time.OffsetDateTime;
import java.util.List;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.pack.PackedBlob;

/** A pack that is to be deleted when its grace time has passed. */
public record MarkedPack(ObjectId pack, OffsetDateTime since, List<PackedBlob> blobs) {}
