package io.slipway.backup.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The system refused a call; {@code errno} says why (errno(3), the same numbers on every processor we know of). */
final class LinuxCallException extends FileSystemException {
    static final int NOT_PERMITTED = 1;
    static final int NO_SUCH_FILE = 2;
    static final int TOO_BIG = 7;
    static final int ACCESS_DENIED = 13;
    static final int NO_SPACE = 28;
    static final int OUT_OF_RANGE = 34;
    static final int NAME_TOO_LONG = 36;
    static final int LINK_ON_THE_WAY = 40;
    static final int NO_DATA = 61;
    static final int NOT_SUPPORTED = 95;
    static final int QUOTA_EXCEEDED = 122;

    private static final long serialVersionUID = 1L;

    private final int errno;

    private LinuxCallException(String file, String reason, int errno) {
        super(file, null, reason);
        this.errno = errno;
    }

    static LinuxCallException of(Path file, int errno) {
        return new LinuxCallException(file.toString(), reason(errno), errno);
    }

    int errno() {
        return errno;
    }

    private static String reason(int errno) {
        return switch (errno) {
            case NOT_PERMITTED -> "the system does not permit it";
            case NO_SUCH_FILE -> "no such file";
            case ACCESS_DENIED -> "permission denied";
            case NO_SPACE -> "No space left on device";
            case LINK_ON_THE_WAY -> "a symbolic link has come to be where a directory was";
            case NAME_TOO_LONG -> "its path is too long";
            case TOO_BIG, OUT_OF_RANGE -> "more than the system takes";
            case NOT_SUPPORTED -> "this file system has no such thing";
            case QUOTA_EXCEEDED -> "Disk quota exceeded";
            default -> "the system refused it (errno " + errno + ")";
        };
    }
}
