package io.slipway.backup.mongodb.pointintime;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.oplog.OplogEntry;
import io.slipway.backup.mongodb.snapshot.ContentFigures;
import io.slipway.backup.mongodb.snapshot.ContentHash;

/**
 * What is in the collections of the target, by what was written to them: of the dump what was compared with it, and each
 * document that a replay replaced. To be compared with what is read back.
 */
final class ExpectedContents {
    private final Map<Namespace, Tally> tallies = new HashMap<>();

    /** Of one collection. */
    private static final class Tally {
        private final ContentHash hash;
        private long documents;
        private long bytes;
        private boolean changed;

        Tally(ContentFigures figures, boolean changed) {
            this.hash = new ContentHash(figures.contentHash());
            this.documents = figures.documents();
            this.bytes = figures.bytes();
            this.changed = changed;
        }

        void replace(@Nullable BsonDocument before, @Nullable BsonDocument after) {
            changed = true;
            if (before != null) {
                byte[] gone = new OplogEntry(before).bytes();
                hash.remove(gone, 0, gone.length);
                documents--;
                bytes -= gone.length;
            }
            if (after != null) {
                byte[] come = new OplogEntry(after).bytes();
                hash.add(come, 0, come.length);
                documents++;
                bytes += come.length;
            }
        }
    }

    /** What the dump put there. */
    void dumped(Namespace namespace, ContentFigures figures) {
        tallies.put(namespace, new Tally(figures, false));
    }

    /** A document is another one now; null where there was none, or is none any more. */
    void replaced(Namespace namespace, @Nullable BsonDocument before, @Nullable BsonDocument after) {
        tallies.computeIfAbsent(namespace, name -> new Tally(ContentFigures.NOTHING, true))
                .replace(before, after);
    }

    /** A collection was made, or another one took its name, or it is gone. */
    void executed(Operation.Structural operation) {
        switch (operation) {
            case Operation.Create create -> tallies.put(create.namespace(), new Tally(ContentFigures.NOTHING, true));
            case Operation.Drop drop -> tallies.remove(drop.namespace());
            case Operation.Modify modify -> {}
            case Operation.Rename rename -> {
                Tally moved = tallies.remove(rename.namespace());
                if (moved != null) {
                    tallies.put(rename.to(), moved);
                }
            }
        }
    }

    /** Of the collections that are not as the dump had them. */
    Map<Namespace, ContentFigures> changed() {
        Map<Namespace, ContentFigures> changed = new TreeMap<>();
        tallies.forEach((namespace, tally) -> {
            if (tally.changed) {
                changed.put(namespace, new ContentFigures(tally.documents, tally.bytes, tally.hash.value()));
            }
        });
        return changed;
    }
}
