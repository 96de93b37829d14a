package io.slipway.backup.files;

import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether {@link LinuxCalls} are there: on Linux with 64 bits, unless the JVM was told to deny native access. */
final class NativeAccess {
    private static final Logger LOG = LoggerFactory.getLogger(NativeAccess.class);
    private static final boolean THERE =
            "Linux".equals(System.getProperty("os.name")) && ValueLayout.ADDRESS.byteSize() == Long.BYTES && works();

    private NativeAccess() {}

    static boolean isThere() {
        return THERE;
    }

    private static boolean works() {
        try {
            LinuxCalls.attributeNames(Path.of("/"));
            return true;
        } catch (LinuxCallException e) {
            // It was asked and answered.
            return true;
        } catch (LinkageError | UnsupportedOperationException | IllegalCallerException e) {
            LOG.warn(
                    "without native access (--enable-native-access=ALL-UNNAMED) only the extended attributes user.* of"
                            + " files are backed up and restored: no ACLs, no capabilities",
                    e);
            return false;
        }
    }
}
