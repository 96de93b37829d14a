package io.slipway.backup.repository.lock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who holds a lock.
 *
 * @param host its name as restic writes it, so that each tells the other's dead processes
 */
public record Process(String host, String user, long pid, long uid, long gid) {
    /** This one. */
    public static Process current() {
        Path self = Path.of("/proc/self");
        return new Process(
                hostname(),
                System.getProperty("user.name", ""),
                ProcessHandle.current().pid(),
                id(self, "unix:uid"),
                id(self, "unix:gid"));
    }

    private static String hostname() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException unknown) {
                return "";
            }
        }
    }

    private static long id(Path file, String attribute) {
        try {
            return ((Number) Files.getAttribute(file, attribute)).longValue();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return 0;
        }
    }

    /** Whether a process of this host still runs. */
    boolean runs(long otherPid) {
        return ProcessHandle.of(otherPid).map(ProcessHandle::isAlive).orElse(false);
    }
}
