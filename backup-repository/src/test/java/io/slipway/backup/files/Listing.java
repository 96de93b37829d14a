package io.slipway.backup.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.slipway.backup.repository.ObjectId;
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
                    line.add(attributes(path));
                }
                if (stat.type() == NodeType.SYMLINK) {
                    line.add(FileNames.shown(PathBytes.text(Files.readSymbolicLink(path))));
                }
                lines.put(name, line.toString());
            }
        }
        return lines;
    }

    private static String attributes(Path path) throws IOException {
        UserDefinedFileAttributeView view =
                Files.getFileAttributeView(path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        StringJoiner attributes = new StringJoiner(",");
        for (String name : new TreeSet<>(view.list())) {
            ByteBuffer value = ByteBuffer.allocate(view.size(name));
            view.read(name, value);
            attributes.add(name + "=" + HexFormat.of().formatHex(value.array()));
        }
        return attributes.toString();
    }
}
