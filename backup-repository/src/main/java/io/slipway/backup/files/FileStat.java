package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

import io.slipway.backup.tree.FileMode;
import io.slipway.backup.tree.NodeType;

/** What {@code lstat(2)} says of a file. */
record FileStat(
        int mode,
        long inode,
        long device,
        long rdev,
        long links,
        long uid,
        long gid,
        long size,
        OffsetDateTime modified,
        OffsetDateTime accessed,
        OffsetDateTime changed) {
    private static final String ATTRIBUTES =
            "unix:mode,ino,dev,rdev,nlink,uid,gid,ctime,size,lastModifiedTime,lastAccessTime";

    static FileStat of(Path path) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
            throw new UnsupportedOperationException("trees of files are backed up and restored on Unix systems only");
        }
        Map<String, Object> attributes = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        return new FileStat(
                (Integer) attributes.get("mode"),
                (Long) attributes.get("ino"),
                (Long) attributes.get("dev"),
                (Long) attributes.get("rdev"),
                (Integer) attributes.get("nlink"),
                Integer.toUnsignedLong((Integer) attributes.get("uid")),
                Integer.toUnsignedLong((Integer) attributes.get("gid")),
                (Long) attributes.get("size"),
                time(attributes.get("lastModifiedTime")),
                time(attributes.get("lastAccessTime")),
                time(attributes.get("ctime")));
    }

    NodeType type() {
        return FileMode.typeOfUnix(mode);
    }

    private static OffsetDateTime time(Object time) {
        return ((FileTime) time).toInstant().atOffset(ZoneOffset.UTC);
    }
}
