package io.slipway.backup.mongodb.dump;

import io.slipway.backup.mongodb.snapshot.Manifest;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.UploadFigures;

/** A finished dump. The manifest says how consistent it is. */
public record DumpResult(StoredSnapshot snapshot, Manifest manifest, UploadFigures figures) {}
