package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Directories that were opened a moment ago stay open: the next file is mostly in the same one, and each is asked for several
 * times. What was opened is the same directory whatever its path has come to mean.
 */
final class OpenDirectories implements AutoCloseable {
    private static final int KEPT = 64;

    private final Opening opening;
    private final Map<Path, Opened> directories = new LinkedHashMap<>(16, 0.75f, true);

    OpenDirectories(Opening opening) {
        this.opening = opening;
    }

    /** Opens a directory and gives its descriptor. */
    interface Opening {
        int open(Path directory) throws IOException;
    }

    /** Its descriptor is good until it is closed. */
    synchronized Use use(Path directory) throws IOException {
        Opened opened = directories.get(directory);
        if (opened == null) {
            opened = new Opened(opening.open(directory));
            directories.put(directory, opened);
        }
        opened.users++;
        closeSome();
        return new Use(opened);
    }

    private void closeSome() {
        Iterator<Opened> eldest = directories.values().iterator();
        while (directories.size() > KEPT && eldest.hasNext()) {
            Opened opened = eldest.next();
            if (opened.users == 0) {
                eldest.remove();
                LinuxCalls.close(opened.descriptor);
            }
        }
    }

    @Override
    public synchronized void close() {
        List<Opened> all = new ArrayList<>(directories.values());
        directories.clear();
        all.forEach(opened -> LinuxCalls.close(opened.descriptor));
    }

    private static final class Opened {
        private final int descriptor;
        private int users;

        Opened(int descriptor) {
            this.descriptor = descriptor;
        }
    }

    /** Somebody needs it. */
    final class Use implements RestoreTarget.Closing {
        private final Opened opened;

        private Use(Opened opened) {
            this.opened = opened;
        }

        int descriptor() {
            return opened.descriptor;
        }

        @Override
        public void close() {
            synchronized (OpenDirectories.this) {
                opened.users--;
            }
        }
    }
}
