package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.backup.repository.BlobReceiver;
import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;

/** Some thousand blobs of files, loaded in the order the repository likes best. */
final class RestoreBatch implements BlobReceiver {
    /** What is held at once: places, not blobs. */
    static final int PLACES = 50_000;

    private final Map<ObjectId, List<Place>> places = new LinkedHashMap<>();
    private final RestoreEvents events;
    private int size;

    RestoreBatch(RestoreEvents events) {
        this.events = events;
    }

    void add(ObjectId blob, RestoredFile file, long offset) {
        places.computeIfAbsent(blob, key -> new ArrayList<>(1)).add(new Place(file, offset));
        size++;
    }

    boolean isFull() {
        return size >= PLACES;
    }

    void load(BlobSource source) throws IOException {
        if (!places.isEmpty()) {
            source.loadAll(BlobType.DATA, places.keySet(), this);
        }
    }

    @Override
    public void take(ObjectId id, byte[] blob) throws IOException {
        for (Place place : places.get(id)) {
            boolean last;
            try {
                last = place.file.write(place.offset, blob);
                events.written(blob.length);
            } catch (FileSystemException e) {
                if (FileFailure.isDiskFull(e)) {
                    throw e;
                }
                last = place.file.miss(FileFailure.shown(e));
            }
            if (last) {
                events.complete(place.file);
            }
        }
    }

    @Override
    public void miss(ObjectId id, IOException reason) throws IOException {
        for (Place place : places.get(id)) {
            if (place.file.miss("from byte " + place.offset + " on: " + reason.getMessage())) {
                events.complete(place.file);
            }
        }
    }

    private record Place(RestoredFile file, long offset) {}

    /** Is told what happens. */
    interface RestoreEvents {
        void written(int bytes);

        /** All blobs of a file came, or will not come. */
        void complete(RestoredFile file) throws IOException;
    }
}
