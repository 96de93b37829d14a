package io.slipway.cli.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.SnapshotNotFoundException;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Option;

/** Which snapshots are meant, by their tags. */
final class SnapshotFilter {
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
            description = "Through a server: the policy whose repository it is.")
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

    /**
     * @param name an id, the beginning of one, or {@code latest}: the newest of those that are meant, other than slices of an
     *     oplog, which are nothing without a dump
     */
    StoredSnapshot one(Repository repository, String name) throws IOException {
        if (!name.equals("latest")) {
            return repository.snapshot(name);
        }
        List<StoredSnapshot> found = of(repository).stream()
                .filter(stored ->
                        tags.contains(OPLOG) || !stored.snapshot().tags().contains(OPLOG))
                .toList();
        if (found.isEmpty()) {
            if (wanted().isEmpty()) {
                return repository.snapshot(name);
            }
            throw new SnapshotNotFoundException("no snapshot has the tags " + String.join(", ", wanted())
                    + "; see them all with: slipway backup list");
        }
        return found.getLast();
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

    List<String> wanted() {
        return Stream.concat(
                        Stream.of(
                                        tag("application", application),
                                        tag("environment", environment),
                                        tag("source", source))
                                .flatMap(Stream::ofNullable),
                        tags.stream())
                .toList();
    }

    private static @Nullable String tag(String name, @Nullable String value) {
        return value == null ? null : name + "=" + value;
    }
}
