package io.slipway.backup.content;

import java.io.IOException;
import java.io.InputStream;

/** Cuts streams into chunks and saves them. May be called from many threads; each call reads its stream in its own. */
public interface ContentSaver {
    /** Reads the stream to its end, in bounded memory. Does not close it. */
    SavedContent save(InputStream content) throws IOException;
}
