package io.slipway.events.backup.policy;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What is backed up. Each source makes a snapshot of its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BackupSource.Mongodb.class, name = "mongodb"),
    @JsonSubTypes.Type(value = BackupSource.Files.class, name = "files"),
    @JsonSubTypes.Type(value = BackupSource.Kafka.class, name = "kafka"),
    @JsonSubTypes.Type(value = BackupSource.Command.class, name = "command")
})
public sealed interface BackupSource {
    /** Unique among the sources of the policy; the tag {@code source} of its snapshots. */
    String name();

    /** The tag {@code kind} of its snapshots. */
    default String kind() {
        return switch (this) {
            case Mongodb _ -> "mongodb";
            case Files _ -> "files";
            case Kafka _ -> "kafka";
            case Command _ -> "command";
        };
    }

    /**
     * Databases of a MongoDB server.
     *
     * @param uri name of the secret with the connection string
     * @param databases empty means all but {@code admin}, {@code config} and {@code local}
     * @param excludes collections that are left out, as {@code database.collection}
     * @param oplog how often the oplog since the last time is stored, for a restore to any moment; null for never
     */
    record Mongodb(
            String name,
            String uri,
            List<String> databases,
            List<String> excludes,
            @Nullable Duration oplog) implements BackupSource {
        public Mongodb {
            databases = List.copyOf(databases);
            excludes = List.copyOf(excludes);
        }
    }

    /**
     * File trees of the host that the worker runs on.
     *
     * @param paths absolute
     * @param excludes patterns of what is left out
     */
    record Files(String name, List<String> paths, List<String> excludes) implements BackupSource {
        public Files {
            paths = List.copyOf(paths);
            excludes = List.copyOf(excludes);
        }
    }

    /**
     * Topics of a Kafka cluster.
     *
     * @param bootstrap name of the secret with the bootstrap servers; null means the cluster that Slipway itself is on
     * @param topics names, in which {@code *} stands for anything
     */
    record Kafka(String name, @Nullable String bootstrap, List<String> topics) implements BackupSource {
        public Kafka {
            topics = List.copyOf(topics);
        }
    }

    /**
     * What a command writes to its standard output. No snapshot comes of one that does not end with 0.
     *
     * @param command the program and its arguments; no shell in between
     * @param file the name it gets in the snapshot
     * @param environment what it gets beside what every command gets
     */
    record Command(
            String name,
            List<String> command,
            String file,
            @Nullable VariablesSpec environment) implements BackupSource {
        public Command {
            command = List.copyOf(command);
        }
    }
}
