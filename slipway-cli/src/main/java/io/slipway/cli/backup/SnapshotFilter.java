package io.slipway.cli.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.SnapshotNotFoundException;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Option;

/** Which snapshots are meant, by their tags. */
final class SnapshotFilter {
    private static final String LATEST = "latest";
    private static final String OPLOG = "kind=oplog";

    @Option(
            names = {"-a", "--application"},
            paramLabel = "APPLICATION",
            description = "Only those of this application.")
    private @Nullable String application;

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "ENVIRONMENT",
            description = "Only those of this environment.")
    private @Nullable String environment;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "Only those of this source, as the policy calls it.")
    private @Nullable String source;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description =
                    "Only those of this policy. A server has to be told, because each has a repository of its own.")
    private @Nullable String policy;

    @Option(names = "--tag", paramLabel = "TAG", description = "Only those with this tag; may be repeated.")
    private List<String> tags = new ArrayList<>();

    /** The snapshots that are meant, the oldest first. */
    List<StoredSnapshot> of(Repository repository) throws IOException {
        List<String> wanted = wanted();
        return repository.snapshots().stream()
                .filter(stored -> stored.snapshot().tags().containsAll(wanted))
                .sorted(Comparator.comparing(stored -> stored.snapshot().time()))
                .toList();
    }

    /** The same of those that a server has. */
    List<SnapshotLine> of(ServerSnapshots snapshots) {
        List<String> wanted = wanted();
        return snapshots.list(source).stream()
                .filter(line -> line.tags().containsAll(wanted))
                .toList();
    }

    /**
     * @param name an id, the beginning of one, or {@code latest}: the newest of those that are meant, other than slices of an
     *     oplog, which are nothing without a dump
     * @throws IllegalArgumentException if it has not what is said of it
     */
    StoredSnapshot one(Repository repository, String name) throws IOException {
        if (!name.equals(LATEST)) {
            StoredSnapshot named = repository.snapshot(name);
            meant(named.id().brief(), named.snapshot().tags());
            return named;
        }
        List<StoredSnapshot> found = of(repository).stream()
                .filter(stored -> isData(stored.snapshot().tags()))
                .toList();
        if (found.isEmpty()) {
            if (wanted().isEmpty()) {
                return repository.snapshot(name);
            }
            throw none();
        }
        return found.getLast();
    }

    /** The same of those that a server has. */
    SnapshotLine one(ServerSnapshots snapshots, String name) {
        if (!name.equals(LATEST)) {
            SnapshotLine named = snapshots.one(name);
            meant(ObjectId.parse(named.id()).brief(), named.tags());
            return named;
        }
        List<SnapshotLine> found =
                of(snapshots).stream().filter(line -> isData(line.tags())).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(String.valueOf(none().getMessage()));
        }
        return found.getLast();
    }

    private void meant(String id, List<String> has) {
        wanted().stream().filter(tag -> !has.contains(tag)).findFirst().ifPresent(tag -> {
            throw new IllegalArgumentException("snapshot " + id + " has not the tag " + tag + "; it has "
                    + (has.isEmpty() ? "none" : String.join(", ", has)));
        });
    }

    private boolean isData(List<String> has) {
        return tags.contains(OPLOG) || !has.contains(OPLOG);
    }

    private SnapshotNotFoundException none() {
        return new SnapshotNotFoundException(
                "no snapshot has the tags " + String.join(", ", wanted()) + "; see them all with: slipway backup list");
    }

    /**
     * The snapshots of the policy that is meant.
     *
     * @throws IllegalArgumentException if it is not said which
     */
    ServerSnapshots through(ApiClient api) {
        return new ServerSnapshots(api, requireApplication(), requirePolicy());
    }

    String requireApplication() {
        if (application == null) {
            throw new IllegalArgumentException(
                    "a server has to know of which application: say -a, or name a repository itself with --repository");
        }
        return application;
    }

    String requirePolicy() {
        if (policy == null) {
            throw new IllegalArgumentException(
                    "a server has to know of which backup policy: say --policy (slipway backup"
                            + " policy APPLICATION names them), or name a repository itself with --repository");
        }
        return policy;
    }

    @Nullable
    String application() {
        return application;
    }

    @Nullable
    String policy() {
        return policy;
    }

    @Nullable
    String environment() {
        return environment;
    }

    @Nullable
    String source() {
        return source;
    }

    /** The tags that a snapshot that is meant has. */
    List<String> wanted() {
        return Stream.concat(
                        Stream.of(
                                        tag("application", application),
                                        tag("environment", environment),
                                        tag("policy", policy),
                                        tag("source", source))
                                .flatMap(Stream::ofNullable),
                        tags.stream())
                .toList();
    }

    private static @Nullable String tag(String name, @Nullable String value) {
        return value == null ? null : name + "=" + value;
    }
}
