package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.tree.ExtendedAttribute;
import io.slipway.backup.tree.FileNames;
import io.slipway.backup.tree.NodeType;

/** All there is to say of a tree of files, to compare it with another one: a line for each path. */
final class Listing {
    private Listing() {}

    static Map<String, String> of(Path root) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        Map<Long, String> inodes = new HashMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted().toList()) {
                String name = FileNames.shown(PathBytes.text(root.relativize(path)));
                FileStat stat = FileStat.of(path);
                inodes.putIfAbsent(stat.inode(), name);
                StringJoiner line = new StringJoiner(" ");
                line.add(Integer.toOctalString(stat.mode())).add(stat.uid() + ":" + stat.gid());
                line.add(stat.modified().toString());
                line.add("same as " + inodes.get(stat.inode()));
                if (stat.type() == NodeType.FILE) {
                    line.add(stat.size() + " bytes")
                            .add(ObjectId.hash(Files.readAllBytes(path)).brief());
                }
                if (stat.type() == NodeType.DEV || stat.type() == NodeType.CHARDEV) {
                    line.add("device " + stat.rdev());
                }
                line.add(attributes(path));
                if (stat.type() == NodeType.SYMLINK) {
                    line.add(FileNames.shown(PathBytes.text(Files.readSymbolicLink(path))));
                }
                lines.put(name, line.toString());
            }
        }
        return lines;
    }

    private static String attributes(Path path) throws IOException {
        StringJoiner attributes = new StringJoiner(",");
        for (ExtendedAttribute attribute : ExtendedAttributes.ofThisMachine().read(path)) {
            attributes.add(attribute.name() + "=" + HexFormat.of().formatHex(attribute.value()));
        }
        return attributes.toString();
    }
}
