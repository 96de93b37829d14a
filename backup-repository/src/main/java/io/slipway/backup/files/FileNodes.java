package io.slipway.backup.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.slipway.backup.tree.ExtendedAttribute;
import io.slipway.backup.tree.FileMode;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.NodeType;
import io.slipway.backup.tree.Owner;
import io.slipway.backup.tree.Times;

/** Makes nodes of files, without their content. Names of users and groups are asked for once. */
final class FileNodes {
    private static final String NAMESPACE = "user.";

    private final boolean withAccessTimes;
    private final Map<Long, String> users = new ConcurrentHashMap<>();
    private final Map<Long, String> groups = new ConcurrentHashMap<>();

    FileNodes(boolean withAccessTimes) {
        this.withAccessTimes = withAccessTimes;
    }

    Node node(Path path, String name, FileStat stat) throws IOException {
        NodeType type = stat.type();
        boolean hasAttributes = type == NodeType.FILE || type == NodeType.DIR;
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
                hasAttributes ? extendedAttributes(path) : List.of(),
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

    /** Those of users. Java does not tell others, such as ACLs and {@code security.capability}. */
    private static List<ExtendedAttribute> extendedAttributes(Path path) {
        UserDefinedFileAttributeView view =
                Files.getFileAttributeView(path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        try {
            List<String> names = view.list();
            if (names.isEmpty()) {
                return List.of();
            }
            List<ExtendedAttribute> attributes = new ArrayList<>(names.size());
            for (String name : names.stream().sorted().toList()) {
                ByteBuffer value = ByteBuffer.allocate(view.size(name));
                view.read(name, value);
                attributes.add(new ExtendedAttribute(NAMESPACE + name, value.array()));
            }
            return List.copyOf(attributes);
        } catch (IOException e) {
            // The file system has none, or the file cannot be opened, which reading it will tell.
            return List.of();
        }
    }
}
