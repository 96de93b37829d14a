package io.slipway.backup.mongodb.oplog;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Where slices are kept. */
public interface SliceStore {
    /** All timelines, the oldest first. What an interrupted {@link #save} left is not among them. */
    List<Timeline> timelines() throws IOException;

    /** Makes a beginning durable: from now on this is the newest timeline, without slices. */
    void begin(Timeline timeline) throws IOException;

    /** Makes a slice durable as a part of a timeline, or nothing of it. */
    void save(Timeline timeline, Slice slice, byte[] content) throws IOException;

    /** The bytes of a slice; whoever reads them compares the checksum at the end. */
    InputStream open(Timeline timeline, Slice slice) throws IOException;

    default Optional<Timeline> newest() throws IOException {
        List<Timeline> timelines = timelines();
        return timelines.isEmpty() ? Optional.empty() : Optional.of(timelines.getLast());
    }
}
