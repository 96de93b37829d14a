package io.slipway.cli.backup;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.tree.FileMode;
import io.slipway.backup.tree.FileNames;
import io.slipway.backup.tree.Node;

/** A file or directory of a snapshot as it is shown. Bytes of a name that are no text are shown as {@code \xff}. */
record FileLine(
        String path,
        String type,
        String mode,
        long size,
        Instant modified,
        @Nullable String linkTarget) {

    static FileLine of(String path, Node node) {
        return new FileLine(
                FileNames.shown(path),
                node.type().json(),
                FileMode.shown(node.type(), node.mode()),
                node.size(),
                node.times().modified().toInstant().truncatedTo(ChronoUnit.SECONDS),
                node.linkTarget() == null ? null : FileNames.shown(node.linkTarget()));
    }

    /** As {@code ls -l} has it. */
    String wide() {
        return String.format(Locale.ROOT, "%s %12d  %s  %s%s", mode, size, modified, path, arrow());
    }

    String narrow() {
        return path + (type.equals("dir") ? "/" : "");
    }

    private String arrow() {
        return linkTarget == null ? "" : " -> " + linkTarget;
    }
}
