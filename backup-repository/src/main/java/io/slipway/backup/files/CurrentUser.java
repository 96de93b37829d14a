package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who runs this. */
record CurrentUser(String name, int uid, int gid) {
    static CurrentUser get() throws IOException {
        // The process's own folder belongs to it; elsewhere than on Linux, what it creates does.
        Path process = Path.of("/proc/self");
        if (Files.exists(process)) {
            return of(process);
        }
        Path file = Files.createTempFile("slipway", null);
        try {
            return of(file);
        } finally {
            Files.delete(file);
        }
    }

    boolean isRoot() {
        return uid == 0;
    }

    private static CurrentUser of(Path own) throws IOException {
        return new CurrentUser(
                System.getProperty("user.name", ""), (Integer) Files.getAttribute(own, "unix:uid"), (Integer)
                        Files.getAttribute(own, "unix:gid"));
    }
}
