package io.slipway.backupservice.repository;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.hold.Twins;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.SnapshotNames;
import io.slipway.backup.repository.SnapshotNotFoundException;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.tree.GlobPattern;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.backup.tree.TreeChange;
import io.slipway.backup.tree.TreeDiff;
import io.slipway.backup.tree.TreePath;
import io.slipway.backup.tree.TreeVisitor;
import io.slipway.events.backup.policy.BackupPolicy;

/** Looks into the repository of a policy. Sees only what the policy of that application made. */
public final class SnapshotReads {
    private final Repositories repositories;

    public SnapshotReads(Repositories repositories) {
        this.repositories = repositories;
    }

    /** The snapshots of a policy, newest first. */
    public List<StoredSnapshot> list(String application, BackupPolicy policy, @Nullable String source)
            throws IOException {
        try (Repository repository = repositories.open(policy)) {
            return own(repository, application, policy).stream()
                    .filter(stored -> source == null || SnapshotTags.has(stored, "source", source))
                    .toList();
        }
    }

    /** @param name an id, the beginning of one, or {@code latest} */
    public StoredSnapshot get(String application, BackupPolicy policy, String name) throws IOException {
        try (Repository repository = repositories.open(policy)) {
            return find(repository, application, policy, name);
        }
    }

    /** @param lasting a name that it keeps however often it is changed */
    public record Named(String lasting, StoredSnapshot snapshot) {}

    /** Several, by their names. */
    public List<Named> get(String application, BackupPolicy policy, List<String> names) throws IOException {
        try (Repository repository = repositories.open(policy)) {
            List<Named> found = new ArrayList<>();
            for (String name : names) {
                StoredSnapshot stored = find(repository, application, policy, name);
                // What a repair left may stand beside what it was.
                boolean taken = repository.snapshots().stream()
                        .anyMatch(other -> other.id().equals(stored.first()));
                found.add(new Named((taken ? stored.id() : stored.first()).toString(), stored));
            }
            return found;
        }
    }

    /** Some of the nodes of a snapshot, and whether there are more. */
    public record Nodes(List<Found> nodes, boolean more) {}

    public record Found(String path, Node node) {}

    /** What is in a directory, or with {@code deep} below it. */
    public Nodes tree(String application, BackupPolicy policy, String name, String path, boolean deep, int limit)
            throws IOException {
        try (Repository repository = repositories.open(policy)) {
            TreeBrowser browser = browser(repository, application, policy, name);
            if (!deep) {
                List<Node> nodes = browser.list(path);
                String directory = "/" + String.join("/", TreePath.names(path));
                return new Nodes(
                        nodes.stream()
                                .limit(limit)
                                .map(node -> new Found(TreePath.child(directory, node.name()), node))
                                .toList(),
                        nodes.size() > limit);
            }
            List<Found> found = new ArrayList<>();
            boolean all = browser.walk(path, collecting(found, limit));
            return new Nodes(found, !all);
        }
    }

    /** @param pattern as restic's {@code find} takes it */
    public Nodes find(String application, BackupPolicy policy, String name, String pattern, int limit)
            throws IOException {
        try (Repository repository = repositories.open(policy)) {
            List<Found> found = new ArrayList<>();
            boolean all = browser(repository, application, policy, name)
                    .find(GlobPattern.of(pattern), collecting(found, limit));
            return new Nodes(found, !all);
        }
    }

    /** Hears of one thing after the other, as it is read. */
    @FunctionalInterface
    public interface Each<T> {
        void on(T found) throws IOException;
    }

    /**
     * Tells all of what is in a directory or, with {@code deep}, below it, however much that is.
     *
     * @param pattern what of it is wanted, wherever it is; null for everything
     */
    public void each(
            String application,
            BackupPolicy policy,
            String name,
            String path,
            boolean deep,
            @Nullable GlobPattern pattern,
            Each<Found> each)
            throws IOException {
        try (Repository repository = repositories.open(policy)) {
            TreeBrowser browser = browser(repository, application, policy, name);
            TreeVisitor visitor = (at, node) -> {
                each.on(new Found(at, node));
                return TreeVisitor.Next.ON;
            };
            if (pattern != null) {
                browser.find(pattern, visitor);
            } else if (deep && browser.find(path).map(Node::isDirectory).orElse(true)) {
                browser.walk(path, visitor);
            } else {
                String directory = "/" + String.join("/", TreePath.names(path));
                boolean one =
                        browser.find(path).map(node -> !node.isDirectory()).orElse(false);
                for (Node node : browser.list(path)) {
                    visitor.visit(one ? directory : TreePath.child(directory, node.name()), node);
                }
            }
        }
    }

    /**
     * One difference between two snapshots.
     *
     * @param before length of the file, in bytes; 0 if it was added
     * @param after the same; 0 if it was removed
     */
    public record Change(String kind, String path, long before, long after) {
        static Change of(TreeChange change) {
            return new Change(
                    change.kind().name(),
                    change.path(),
                    change.before() == null ? 0 : change.before().size(),
                    change.after() == null ? 0 : change.after().size());
        }
    }

    /** Tells everything that is different in the second, in the order of paths. */
    public void each(String application, BackupPolicy policy, String before, String after, Each<Change> each)
            throws IOException {
        try (Repository repository = repositories.open(policy)) {
            TreeDiff.compare(
                    repository,
                    find(repository, application, policy, before).snapshot().tree(),
                    find(repository, application, policy, after).snapshot().tree(),
                    change -> {
                        try {
                            each.on(Change.of(change));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What is different in the second. */
    public List<Change> diff(String application, BackupPolicy policy, String before, String after, int limit)
            throws IOException {
        try (Repository repository = repositories.open(policy)) {
            List<Change> changes = new ArrayList<>();
            TreeDiff.compare(
                    repository,
                    find(repository, application, policy, before).snapshot().tree(),
                    find(repository, application, policy, after).snapshot().tree(),
                    change -> {
                        if (changes.size() <= limit) {
                            changes.add(Change.of(change));
                        }
                    });
            return changes;
        }
    }

    /** Writes the content of a file. */
    public void copy(String application, BackupPolicy policy, String name, String path, OutputStream out)
            throws IOException {
        try (Repository repository = repositories.open(policy);
                var content = browser(repository, application, policy, name).open(path)) {
            content.transferTo(out);
        }
    }

    private static TreeVisitor collecting(List<Found> found, int limit) {
        return (path, node) -> {
            if (found.size() >= limit) {
                return TreeVisitor.Next.END;
            }
            found.add(new Found(path, node));
            return TreeVisitor.Next.ON;
        };
    }

    private static TreeBrowser browser(Repository repository, String application, BackupPolicy policy, String name)
            throws IOException {
        return new TreeBrowser(
                repository,
                find(repository, application, policy, name).snapshot().tree());
    }

    /** Newest first. One that is there with and without a legal hold counts once, as held. */
    public static List<StoredSnapshot> own(Repository repository, String application, BackupPolicy policy)
            throws IOException {
        List<StoredSnapshot> all = repository.snapshots();
        Set<StoredSnapshot> superfluous = Set.copyOf(Twins.superfluous(all));
        return all.stream()
                .filter(stored -> SnapshotTags.isOf(stored, application, policy) && !superfluous.contains(stored))
                .sorted(Comparator.comparing(
                                (StoredSnapshot stored) -> stored.snapshot().time())
                        .reversed())
                .toList();
    }

    /**
     * One snapshot of the policy, by the name that it has or by that of the first of its line.
     *
     * @throws SnapshotNotFoundException if there is none by this name, or more than one, or it is another's
     */
    public static StoredSnapshot find(Repository repository, String application, BackupPolicy policy, String name)
            throws IOException {
        List<StoredSnapshot> own = own(repository, application, policy);
        if (name.equals("latest")) {
            return own.stream()
                    .filter(SnapshotTags::isData)
                    .findFirst()
                    .orElseThrow(() -> new SnapshotNotFoundException(
                            "there is no snapshot of " + application + " by the policy " + policy.name() + " yet"));
        }
        return SnapshotNames.find(own, name)
                .orElseThrow(() -> new SnapshotNotFoundException(
                        "there is no snapshot " + name + " of " + application + " by the policy " + policy.name()));
    }
}
