package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.slipway.backup.tree.ExtendedAttribute;
import io.slipway.backup.tree.FileMode;
import io.slipway.backup.tree.FileNames;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.NodeType;

/** Gives restored files their owner, attributes, mode and times; in this order, because each may change a later one. */
final class Metadata {
    private final Problems.Log problems;
    private final RestoreTarget target;
    private final CurrentUser user;
    private final LongAdder notOwned = new LongAdder();
    private final ExtendedAttributes attributes = ExtendedAttributes.ofThisMachine();
    private final RefusedAttributes refused = new RefusedAttributes();

    Metadata(Problems.Log problems, RestoreTarget target) throws IOException {
        this.problems = problems;
        this.target = target;
        this.user = CurrentUser.get();
    }

    void restore(Path path, Node node) {
        try (RestoreTarget.Way way = target.to(path)) {
            owner(way.path(), node);
            extendedAttributes(path, way.path(), node);
            if (node.type() != NodeType.SYMLINK) {
                mode(path, node);
            }
            times(way.path(), node);
        } catch (IOException e) {
            partly(path, FileFailure.shown(e));
        }
    }

    /**
     * Java opens what it sets the times of, which takes forever with a fifo that nobody writes to; and it takes 1970 for
     * everything before.
     */
    private static void times(Path path, Node node) throws IOException {
        boolean special =
                node.type() != NodeType.FILE && node.type() != NodeType.DIR && node.type() != NodeType.SYMLINK;
        Instant modified = node.times().modified().toInstant();
        if (NativeAccess.isThere()) {
            LinuxCalls.setTimes(path, node.times().accessed().toInstant(), modified);
            return;
        }
        if (special || modified.isBefore(Instant.EPOCH)) {
            SpecialFiles.touch(path, node.times().modified());
            return;
        }
        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(
                        FileTime.from(modified),
                        FileTime.from(node.times().accessed().toInstant()),
                        null);
    }

    /** Says at the end what it did not say for each file. */
    void report(Path target) {
        if (notOwned.sum() > 0) {
            partly(
                    target,
                    "the owners of " + notOwned.sum() + " files were not restored: only root may give files to others");
        }
        refused.report(problems);
    }

    private void owner(Path path, Node node) throws IOException {
        int uid = (int) node.owner().uid();
        int gid = (int) node.owner().gid();
        // Not whoever runs this: a directory may give its group to what is made in it.
        Map<String, Object> now = Files.readAttributes(path, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
        if (now.get("uid").equals(uid) && now.get("gid").equals(gid)) {
            return;
        }
        try {
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            if (user.isRoot()) {
                throw e;
            }
            notOwned.increment();
        }
    }

    /** The call follows links, so it is given the file itself. */
    private void mode(Path path, Node node) throws IOException {
        try (RestoreTarget.Way way = target.itself(path)) {
            Files.setAttribute(way.path(), "unix:mode", FileMode.permissions(node.mode()));
        }
    }

    /** Those that it must not have go first: an ACL that the directory gave it decides about the mode as well. */
    private void extendedAttributes(Path path, Path way, Node node) {
        try {
            attributes.removeOthers(way, node.extendedAttributes());
        } catch (IOException e) {
            partly(path, "has extended attributes that it had not: " + FileFailure.shown(e));
        }
        for (ExtendedAttribute attribute : node.extendedAttributes()) {
            try {
                attributes.set(way, attribute);
            } catch (IOException e) {
                refused.add(path, attribute.name(), FileFailure.shown(e));
            }
        }
    }

    private void partly(Path path, String message) {
        problems.add(Problem.Kind.PARTLY_RESTORED, FileNames.shown(PathBytes.text(path)), message);
    }
}
