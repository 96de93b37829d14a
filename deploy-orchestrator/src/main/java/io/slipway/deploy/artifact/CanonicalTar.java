package io.slipway.deploy.artifact;

import java.io.IOException;
import java.io.OutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A tar archive without what the library adds of its own accord: the name of the user who writes it and the time at
 * which he does, also in the extra headers it makes for long names.
 */
final class CanonicalTar extends TarArchiveOutputStream {
    CanonicalTar(OutputStream out) {
        super(out, "UTF-8");
        setLongFileMode(LONGFILE_POSIX);
        setBigNumberMode(BIGNUMBER_POSIX);
    }

    @Override
    public void putArchiveEntry(TarArchiveEntry entry) throws IOException {
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setModTime(0);
        super.putArchiveEntry(entry);
    }
}
