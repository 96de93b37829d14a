package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.slipway.backup.tree.ExtendedAttribute;
import io.slipway.backup.tree.FileMode;
import io.slipway.backup.tree.FileNames;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.NodeType;
import io.slipway.backup.tree.Owner;
import io.slipway.backup.tree.Times;

/** Makes nodes of files, without their content. Names of users and groups are asked for once. */
final class FileNodes {
    private final boolean withAccessTimes;
    private final Problems.Log problems;
    private final ExtendedAttributes attributes = ExtendedAttributes.ofThisMachine();
    private final Map<Long, String> users = new ConcurrentHashMap<>();
    private final Map<Long, String> groups = new ConcurrentHashMap<>();

    FileNodes(boolean withAccessTimes, Problems.Log problems) {
        this.withAccessTimes = withAccessTimes;
        this.problems = problems;
    }

    Node node(Path path, String name, FileStat stat) throws IOException {
        NodeType type = stat.type();
        boolean device = type == NodeType.DEV || type == NodeType.CHARDEV;
        boolean linked = type == NodeType.FILE || type == NodeType.SYMLINK || device;
        return new Node(
                name,
                type,
                FileMode.ofUnix(stat.mode()),
                new Times(stat.modified(), withAccessTimes ? stat.accessed() : stat.modified(), stat.changed()),
                owner(path, stat),
                stat.inode(),
                stat.links() > 1 && type != NodeType.DIR ? stat.device() : 0,
                type == NodeType.FILE ? stat.size() : 0,
                linked ? stat.links() : 0,
                type == NodeType.SYMLINK ? PathBytes.text(Files.readSymbolicLink(path)) : null,
                extendedAttributes(path),
                Map.of(),
                device ? stat.rdev() : 0,
                type == NodeType.FILE ? List.of() : null,
                null,
                null);
    }

    private Owner owner(Path path, FileStat stat) throws IOException {
        String user = users.get(stat.uid());
        if (user == null) {
            user = name(path, "unix:owner", stat.uid());
            users.put(stat.uid(), user);
        }
        String group = groups.get(stat.gid());
        if (group == null) {
            group = name(path, "unix:group", stat.gid());
            groups.put(stat.gid(), group);
        }
        return new Owner(stat.uid(), stat.gid(), user, group);
    }

    /** Java gives the number where the machine knows no name. */
    private static String name(Path path, String attribute, long id) throws IOException {
        String name =
                Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS).toString();
        return name.equals(Integer.toString((int) id)) || name.equals(Long.toString(id)) ? "" : name;
    }

    private List<ExtendedAttribute> extendedAttributes(Path path) {
        try {
            return attributes.read(path);
        } catch (IOException e) {
            problems.add(
                    Problem.Kind.PARTLY_READ,
                    FileNames.shown(PathBytes.text(path)),
                    "its extended attributes are not in the snapshot: " + FileFailure.shown(e));
            return List.of();
        }
    }
}
