package io.slipway.backup.mongodb.oplog;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A store in the middle of whose work the process dies. */
record CrashingStore(SliceStore store, Point point) implements SliceStore {
    enum Point {
        BEFORE_SAVING,
        AFTER_SAVING
    }

    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public List<Timeline> timelines() throws IOException {
        return store.timelines();
    }

    @Override
    public void begin(Timeline timeline) throws IOException {
        store.begin(timeline);
    }

    @Override
    public void save(Timeline timeline, Slice slice, byte[] content) throws IOException {
        if (point == Point.AFTER_SAVING) {
            store.save(timeline, slice, content);
        }
        throw new Killed();
    }

    @Override
    public InputStream open(Timeline timeline, Slice slice) throws IOException {
        return store.open(timeline, slice);
    }
}
