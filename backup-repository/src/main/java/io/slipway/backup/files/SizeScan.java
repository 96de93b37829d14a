package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Counts beside the backup how much there is, so that somebody who watches can be told how long it will take. */
final class SizeScan implements AutoCloseable {
    private final FileTreeBackupRequest request;
    private final ExcludeRules excludes;
    private final ProgressMeter progress;
    private final Thread thread;
    private volatile boolean ended;
    private long files;
    private long bytes;

    SizeScan(FileTreeBackupRequest request, ProgressMeter progress) {
        this.request = request;
        this.excludes = new ExcludeRules(request.excludes());
        this.progress = progress;
        this.thread = Thread.ofPlatform().daemon().name("backup-scan").unstarted(this::scan);
    }

    /** Does nothing if nobody watches. */
    void begin() {
        if (progress.isWatched()) {
            thread.start();
        }
    }

    @Override
    public void close() {
        ended = true;
    }

    private void scan() {
        request.paths().forEach(this::scan);
        if (!ended) {
            progress.total(files, bytes);
        }
    }

    /** What cannot be read is the backup's to report. */
    private void scan(Path path) {
        if (ended || excludes.excludes(PathBytes.text(path))) {
            return;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isDirectory()) {
                files++;
                bytes += attributes.isRegularFile() ? attributes.size() : 0;
                return;
            }
            if (excludes.tagIn(path).isPresent()) {
                return;
            }
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                children.forEach(this::scan);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return;
        }
    }
}
