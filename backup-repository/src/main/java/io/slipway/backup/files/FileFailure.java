package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, in words without its path. */
final class FileFailure {
    private FileFailure() {}

    static String shown(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        if (failure instanceof FileSystemException onFile && onFile.getReason() != null) {
            return onFile.getReason();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    static boolean isDiskFull(IOException failure) {
        String message = shown(failure);
        return message.contains("No space left") || message.contains("Disk quota exceeded");
    }
}
