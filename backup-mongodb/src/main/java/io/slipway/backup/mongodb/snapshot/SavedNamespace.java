package io.slipway.backup.mongodb.snapshot;

import io.slipway.backup.content.SavedContent;

/** A collection that is in the repository already, but in no snapshot yet. */
public record SavedNamespace(NamespaceContent content, SavedContent documents) {}
