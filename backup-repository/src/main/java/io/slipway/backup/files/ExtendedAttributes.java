package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.slipway.backup.tree.ExtendedAttribute;

/** Reads and sets the extended attributes of files; those of a symbolic link itself, not of what it leads to. */
interface ExtendedAttributes {
    /** Whatever this machine has to offer: all of them, or else those of users. */
    static ExtendedAttributes ofThisMachine() {
        return NativeAccess.isThere() ? new LinuxAttributes() : new UserAttributes();
    }

    /** All that this user may read, sorted by their names; none where the file system has none. */
    List<ExtendedAttribute> read(Path file) throws IOException;

    void set(Path file, ExtendedAttribute attribute) throws IOException;

    /**
     * Takes away what a new file got from where it is, such as the ACL that a directory gives its files. What the system itself
     * labels files with stays.
     *
     * @param kept which ones are meant to be there
     */
    void removeOthers(Path file, List<ExtendedAttribute> kept) throws IOException;
}
