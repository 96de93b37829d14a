package io.slipway.backup.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.BlobSink;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.tree.FileNames;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.NodeType;
import io.slipway.backup.tree.Tree;
import io.slipway.backup.tree.TreePath;

/**
 * Walks a tree of files. The walking thread lists directories and hands what is new to the readers; a few hundred files may
 * be on their way at once.
 */
final class TreeWalk implements AutoCloseable {
    private static final int ON_THE_WAY = 400;

    private final FileTreeBackupRequest request;
    private final Set<String> named;
    private final ExcludeRules excludes;
    private final ParentTrees parent;
    private final FileContents contents;
    private final FileNodes nodes;
    private final BlobSink sink;
    private final BackupCounts counts;
    private final Problems.Log problems;
    private final ProgressMeter progress;
    private final ExecutorService readers;
    private final Semaphore onTheWay = new Semaphore(ON_THE_WAY);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    TreeWalk(
            FileTreeBackupRequest request,
            ParentTrees parent,
            FileContents contents,
            BlobSink sink,
            BackupCounts counts,
            Problems.Log problems,
            ProgressMeter progress) {
        this.request = request;
        this.excludes = new ExcludeRules(request.excludes());
        this.parent = parent;
        this.contents = contents;
        this.named = request.paths().stream().map(PathBytes::text).collect(Collectors.toSet());
        this.nodes = new FileNodes(request.withAccessTimes(), problems);
        this.sink = sink;
        this.counts = counts;
        this.problems = problems;
        this.progress = progress;
        this.readers = Executors.newFixedThreadPool(
                request.readers(),
                Thread.ofPlatform().daemon().name("backup-reader-", 0).factory());
    }

    /** Saves all of it and says which tree is the root of the snapshot. */
    ObjectId run() throws IOException {
        OpenDirectory root = new OpenDirectory(null, null, null, sink, counts);
        Map<String, Requested> requested = new TreeMap<>(FileNames::compare);
        for (Path path : request.paths()) {
            Requested at = null;
            Map<String, Requested> level = requested;
            for (Path name : path) {
                at = level.computeIfAbsent(PathBytes.name(name), key -> new Requested());
                level = at.below;
            }
            if (at != null) {
                at.whole = true;
            }
        }
        if (request.paths().contains(Path.of("/"))) {
            directory(root, Path.of("/"), "/", parent.root(), FileStat.of(Path.of("/")));
        } else {
            requested(root, requested, Path.of("/"), "/", parent.root());
        }
        awaitReaders();
        root.withdraw();
        return root.tree();
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }

    /** Only what leads to the paths that were asked for. */
    private void requested(OpenDirectory to, Map<String, Requested> level, Path directory, String path, Tree before)
            throws IOException {
        for (Map.Entry<String, Requested> entry : level.entrySet()) {
            String name = entry.getKey();
            Path child = PathBytes.child(directory, name);
            String childPath = TreePath.child(path, name);
            Node old = before.find(name).orElse(null);
            if (entry.getValue().whole) {
                entry(to, child, childPath, name, old, null);
                continue;
            }
            Node node;
            try {
                // A link leads on; the snapshot has a directory in its place, as restic does.
                Path real = FileStat.of(child).type() == NodeType.DIR ? child : child.toRealPath();
                node = nodes.node(real, name, FileStat.of(real));
            } catch (IOException e) {
                reportMissing(childPath, e);
                continue;
            }
            to.expect();
            OpenDirectory open = new OpenDirectory(to, node, old, sink, counts);
            requested(open, entry.getValue().below, child, childPath, parent.below(old));
            open.withdraw();
        }
    }

    private void directory(OpenDirectory open, Path directory, String path, Tree before, FileStat stat)
            throws IOException {
        Optional<String> tag = excludes.tagIn(directory);
        for (Path child : children(directory, path)) {
            String name = PathBytes.name(child);
            if (tag.isEmpty() || tag.get().equals(name)) {
                entry(
                        open,
                        child,
                        TreePath.child(path, name),
                        name,
                        before.find(name).orElse(null),
                        stat);
            }
        }
    }

    private void entry(
            OpenDirectory to, Path file, String path, String name, @Nullable Node before, @Nullable FileStat above)
            throws IOException {
        stopIfOver(path);
        if (above != null && excludes.excludes(path)) {
            return;
        }
        FileStat stat;
        Node node;
        try {
            stat = FileStat.of(file);
            if (stat.type() == NodeType.SOCKET) {
                problems.add(
                        Problem.Kind.SKIPPED,
                        FileNames.shown(path),
                        "is a socket, which only who listens to it can make; it is not in the snapshot");
                return;
            }
            if (before != null && parent.isUnchanged(before, stat)) {
                node = before;
            } else {
                node = stat.type() == NodeType.DIR ? nodes.node(file, name, stat) : null;
            }
        } catch (IOException e) {
            report(path, e);
            return;
        }
        to.expect();
        if (node == null) {
            handOver(() -> read(to, file, path, name, before, stat), path);
        } else if (node.isDirectory()) {
            progress.begin(path);
            OpenDirectory open = new OpenDirectory(to, node, before, sink, counts);
            if (above == null || !excludes.stopsAt(stat.device(), above.device())) {
                directory(open, file, path, parent.below(before), stat);
            }
            open.withdraw();
        } else {
            unchanged(to, node);
        }
    }

    private void unchanged(OpenDirectory to, Node before) throws IOException {
        counts.file(before, before);
        progress.bytesDone(before.size());
        progress.fileDone();
        to.add(before);
    }

    private void read(OpenDirectory to, Path file, String path, String name, @Nullable Node before, FileStat stat)
            throws IOException {
        progress.begin(path);
        Node node;
        try {
            node = nodes.node(file, name, stat);
        } catch (IOException e) {
            report(path, e);
            to.withdraw();
            return;
        }
        if (node.isFile()) {
            try {
                node = node.withContent(contents.save(file, stat.size()));
            } catch (UnreadableFileException e) {
                report(path, e.failure());
                to.withdraw();
                return;
            }
            if (FileContents.hasChanged(file, stat, node.size())) {
                problems.add(
                        Problem.Kind.CHANGED,
                        FileNames.shown(path),
                        "was changed while it was read; as read it is kept");
            }
        }
        counts.file(before, node);
        progress.fileDone();
        to.add(node);
    }

    private List<Path> children(Path directory, String path) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        } catch (IOException e) {
            reportMissing(path, e);
        } catch (DirectoryIteratorException e) {
            reportMissing(path, e.getCause());
        }
        children.sort(null);
        return children;
    }

    private void report(String path, IOException failure) {
        boolean vanished = failure instanceof NoSuchFileException && !named.contains(path);
        problems.add(
                vanished ? Problem.Kind.VANISHED : Problem.Kind.UNREADABLE,
                FileNames.shown(path),
                vanished ? "was gone before it was read" : FileFailure.shown(failure));
    }

    /** Of a directory that the snapshot has, or that leads to what was asked for: without it the snapshot has a hole. */
    private void reportMissing(String path, IOException failure) {
        problems.add(
                Problem.Kind.UNREADABLE,
                FileNames.shown(path),
                failure instanceof NoSuchFileException
                        ? "was gone before all of it was read"
                        : FileFailure.shown(failure));
    }

    private void handOver(Reading reading, String path) throws IOException {
        try {
            onTheWay.acquire();
        } catch (InterruptedException e) {
            throw stopped(path);
        }
        readers.execute(() -> {
            try {
                if (failure.get() == null) {
                    reading.run();
                }
            } catch (IOException | RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                onTheWay.release();
            }
        });
    }

    private void awaitReaders() throws IOException {
        try {
            onTheWay.acquire(ON_THE_WAY);
        } catch (InterruptedException e) {
            throw stopped("/");
        }
        stopIfOver("/");
    }

    private void stopIfOver(String path) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw stopped(path);
        }
        switch (failure.get()) {
            case null -> {}
            case IOException e -> throw e;
            case Throwable e -> throw new IllegalStateException("a reader failed", e);
        }
    }

    private static InterruptedIOException stopped(String path) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("the backup was stopped at " + FileNames.shown(path));
    }

    /** Something that was asked for, or leads to it. */
    private static final class Requested {
        private final Map<String, Requested> below = new TreeMap<>(FileNames::compare);
        private boolean whole;
    }

    /** One file to be read. */
    private interface Reading {
        void run() throws IOException;
    }
}
