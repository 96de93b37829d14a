package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.tree.FileNames;
import io.slipway.backup.tree.Node;

/** Restores what it is shown: directories and special files at once, the content of files in batches. */
final class RestoreRun implements RestoreVisitor, RestoreBatch.RestoreEvents, AutoCloseable {
    private final BlobSource source;
    private final FileTreeRestoreRequest request;
    private final Problems.Log problems;
    private final ProgressMeter progress;
    private final RestoreTarget target;
    private final Metadata metadata;
    private final Deque<Folder> open = new ArrayDeque<>();
    private final List<Folder> made = new ArrayList<>();
    private final Map<Inode, Path> firstNames = new HashMap<>();
    private final List<OtherName> otherNames = new ArrayList<>();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder files = new LongAdder();
    private long unchanged;
    private RestoreBatch batch = new RestoreBatch(this);

    RestoreRun(BlobSource source, FileTreeRestoreRequest request, Problems.Log problems, ProgressMeter progress)
            throws IOException {
        this.source = source;
        this.request = request;
        this.problems = problems;
        this.progress = progress;
        this.target = RestoreTarget.open(request.target());
        this.metadata = new Metadata(problems, target);
    }

    @Override
    public @Nullable Path enter(Path above, Node directory, boolean included) throws IOException {
        Folder folder = new Folder(PathBytes.child(above, directory.name()), directory);
        open.addLast(folder);
        if (included && !make()) {
            open.removeLast();
            return null;
        }
        return folder.path;
    }

    @Override
    public void leave() {
        open.removeLast();
    }

    @Override
    public void visit(Path directory, Node node) throws IOException {
        Path path = PathBytes.child(directory, node.name());
        if (!make()) {
            return;
        }
        progress.begin(PathBytes.text(path));
        try (RestoreTarget.Way way = target.to(path)) {
            restore(path, way.path(), node);
        } catch (FileSystemException e) {
            failed(path, e);
        }
        if (batch.isFull()) {
            load();
        }
    }

    /**
     * Restores what is left, and then what must come last: other names of files, and what directories look like.
     *
     * @param root what the target itself is to look like
     */
    void finish(Optional<Node> root) throws IOException {
        load();
        for (OtherName name : otherNames) {
            try (RestoreTarget.Way way = target.to(name.path);
                    RestoreTarget.Way first = target.to(name.first)) {
                prepare(way.path());
                Files.createLink(way.path(), first.path());
                bytes.add(name.size);
                done();
            } catch (FileSystemException e) {
                failed(name.path, e);
            }
        }
        for (Folder folder : made.reversed()) {
            metadata.restore(folder.path, folder.node);
        }
        root.ifPresent(node -> metadata.restore(request.target(), node));
        metadata.report(request.target());
    }

    FileTreeRestoreResult result() {
        return new FileTreeRestoreResult(files.sum(), made.size(), bytes.sum(), unchanged, problems.all());
    }

    @Override
    public void close() {
        open.clear();
        target.close();
    }

    @Override
    public void written(int count) {
        bytes.add(count);
        progress.bytesDone(count);
    }

    @Override
    public void complete(RestoredFile file) throws IOException {
        try {
            file.finish();
            String failure = file.failure();
            if (failure != null) {
                problems.add(
                        Problem.Kind.NOT_RESTORED,
                        shown(file.path()),
                        failure + (file.keptOld() ? "; the file that was there is left" : ""));
                return;
            }
            metadata.restore(file.path(), file.node());
            verify(file);
            done();
        } catch (FileSystemException e) {
            failed(file.path(), e);
        }
    }

    /** @param way a path for calls; the other one is for people, and for later */
    private void restore(Path path, Path way, Node node) throws IOException {
        boolean exists = Files.exists(way, LinkOption.NOFOLLOW_LINKS);
        if (exists && request.overwrite() == Overwrite.NEVER) {
            problems.add(Problem.Kind.SKIPPED, shown(path), "is there already");
            return;
        }
        if (exists && request.overwrite() == Overwrite.IF_CHANGED && ExistingFile.isSame(way, node)) {
            unchanged++;
            progress.bytesDone(node.size());
            metadata.restore(path, node);
            return;
        }
        if (node.isHardLinked()) {
            Path first = firstNames.putIfAbsent(new Inode(node.deviceId(), node.inode()), path);
            if (first != null) {
                otherNames.add(new OtherName(path, first, node.size()));
                progress.bytesDone(node.size());
                return;
            }
        }
        switch (node.type()) {
            case FILE -> file(path, way, node, exists);
            case SYMLINK -> {
                prepare(way);
                SpecialFiles.link(way, node);
                metadata.restore(path, node);
                done();
            }
            case FIFO, DEV, CHARDEV -> special(path, way, node);
            case SOCKET ->
                problems.add(Problem.Kind.SKIPPED, shown(path), "is a socket, which only who listens to it can make");
            case IRREGULAR, DIR ->
                problems.add(Problem.Kind.NOT_RESTORED, shown(path), "is something that only Windows has");
        }
    }

    private void special(Path path, Path way, Node node) throws IOException {
        prepare(way);
        try {
            SpecialFiles.make(way, node);
        } catch (IOException e) {
            failed(path, e);
            return;
        }
        metadata.restore(path, node);
        done();
    }

    private void file(Path path, Path way, Node node, boolean exists) throws IOException {
        if (exists && Files.isDirectory(way, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(path.toString(), null, "there is a directory in its place");
        }
        if (exists && request.overwrite() == Overwrite.REFUSE) {
            throw new FileAlreadyExistsException(path.toString(), null, "came to be there during the restore");
        }
        RestoredFile file = new RestoredFile(target, path, node, exists, request.sparse());
        if (node.blobs().isEmpty()) {
            complete(file);
            return;
        }
        long offset = 0;
        for (ObjectId blob : node.blobs()) {
            batch.add(blob, file, offset);
            try {
                offset += source.length(BlobType.DATA, blob);
            } catch (IOException e) {
                // Loading it will say so again; where the next ones belong nobody can tell.
                problems.add(Problem.Kind.NOT_RESTORED, shown(path), e.getMessage());
                return;
            }
            if (batch.isFull()) {
                load();
            }
        }
    }

    private void load() throws IOException {
        RestoreBatch full = batch;
        batch = new RestoreBatch(this);
        full.load(source);
    }

    private void verify(RestoredFile file) throws IOException {
        if (!request.verify()) {
            return;
        }
        List<Integer> lengths = new ArrayList<>();
        for (ObjectId blob : file.node().blobs()) {
            lengths.add(source.length(BlobType.DATA, blob));
        }
        String wrong = file.verify(lengths);
        if (wrong != null) {
            problems.add(Problem.Kind.DIFFERENT, shown(file.path()), wrong);
        }
    }

    /** Makes the directories it is in, those that are not there yet. A link in their place is not followed. */
    private boolean make() throws IOException {
        for (Folder folder : open) {
            if (folder.made) {
                continue;
            }
            try (RestoreTarget.Way way = target.to(folder.path)) {
                if (!Files.isDirectory(way.path(), LinkOption.NOFOLLOW_LINKS)) {
                    prepare(way.path());
                    Files.createDirectory(
                            way.path(),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                }
            } catch (FileSystemException e) {
                if (!folder.failed) {
                    folder.failed = true;
                    failed(folder.path, e);
                }
                return false;
            }
            folder.made = true;
            made.add(folder);
        }
        return true;
    }

    /** Takes away what is in the place of something that is no file. */
    private void prepare(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (request.overwrite() == Overwrite.REFUSE || request.overwrite() == Overwrite.NEVER) {
                throw new FileAlreadyExistsException(path.toString(), null, "something else is there already");
            }
            try {
                Files.delete(path);
            } catch (DirectoryNotEmptyException e) {
                throw new FileAlreadyExistsException(path.toString(), null, "there is a directory in its place");
            }
        }
    }

    private void done() {
        files.increment();
        progress.fileDone();
    }

    private void failed(Path path, IOException failure) throws IOException {
        if (FileFailure.isDiskFull(failure)) {
            throw failure;
        }
        problems.add(Problem.Kind.NOT_RESTORED, shown(path), FileFailure.shown(failure));
    }

    private static String shown(Path path) {
        return FileNames.shown(PathBytes.text(path));
    }

    private record Inode(long device, long number) {}

    private record OtherName(Path path, Path first, long size) {}

    /** A directory of the snapshot and where it goes. */
    private static final class Folder {
        private final Path path;
        private final Node node;
        private boolean made;
        private boolean failed;

        Folder(Path path, Node node) {
            this.path = path;
            this.node = node;
        }
    }
}
