package io.slipway.config.exchange;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.slipway.config.document.DocumentPath;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.layer.ConfigSource;

/** A folder on disk. */
public final class Folder {
    private static final int DEEPEST = 8;

    private Folder() {}

    /**
     * Reads all files but those of Git. A link is refused rather than followed: it could lead out of the folder.
     *
     * @throws IOException when the disk cannot be read
     */
    public static Parsed<FileSet> read(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        List<Fault> faults = new ArrayList<>();
        Files.walkFileTree(folder, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = folder.relativize(file).toString().replace('\\', '/');
                if (files.size() + faults.size() >= ConfigSource.MOST_DOCUMENTS) {
                    faults.add(Fault.of(path, "the folder has more than " + ConfigSource.MOST_DOCUMENTS + " files"));
                    return FileVisitResult.TERMINATE;
                }
                if (!attributes.isRegularFile()) {
                    faults.add(Fault.of(path, "is no regular file; links are not followed"));
                } else if (attributes.size() > DocumentReader.LARGEST) {
                    faults.add(Fault.of(
                            path,
                            "has " + attributes.size() + " bytes; a document has at most " + DocumentReader.LARGEST));
                } else {
                    files.put(path, Files.readAllBytes(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return faults.isEmpty() ? Parsed.valid(new FileSet(files)) : Parsed.refused(faults);
    }

    /**
     * Writes files into a folder, over files of the same name; others stay.
     *
     * @return why nothing was written; empty when everything was
     * @throws IOException when the disk cannot be written to
     */
    public static List<Fault> write(Path folder, FileSet files) throws IOException {
        List<Fault> faults = files.files().keySet().stream()
                .map(DocumentPath::check)
                .flatMap(Optional::stream)
                .toList();
        if (!faults.isEmpty()) {
            return faults;
        }
        for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return List.of();
    }
}
