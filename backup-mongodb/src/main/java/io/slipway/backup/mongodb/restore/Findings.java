package io.slipway.backup.mongodb.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.snapshot.ContentFigures;

/** What is found when a target is read back; for many threads. */
final class Findings {
    private final Map<Namespace, ContentFigures> contents = new TreeMap<>();
    private final List<Difference> differences = new ArrayList<>();

    /** What is in a collection now, whatever was found before. */
    synchronized void found(Namespace namespace, ContentFigures figures) {
        contents.put(namespace, figures);
    }

    synchronized void differ(List<Difference> more) {
        differences.addAll(more);
    }

    /** Only these collections are there any more. */
    synchronized void retain(java.util.Set<Namespace> namespaces) {
        contents.keySet().retainAll(namespaces);
    }

    synchronized Map<Namespace, ContentFigures> contents() {
        return Map.copyOf(contents);
    }

    synchronized List<Difference> differences() {
        return List.copyOf(differences);
    }
}
