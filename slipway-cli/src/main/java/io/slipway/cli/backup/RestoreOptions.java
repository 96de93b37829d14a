package io.slipway.cli.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is restored where, and what may happen to what is there. */
final class RestoreOptions {
    @Option(
            names = "--include",
            paramLabel = "PATH",
            description = "Only this path, database or database.collection; may be repeated. Default: everything.")
    List<String> include = new ArrayList<>();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = Time.class,
            description = "For a database with an oplog: as it was at this moment, such as 2026-11-26T09:30:00Z.")
    @Nullable
    Instant at;

    @Option(
            names = "--to-folder",
            paramLabel = "FOLDER",
            description = "Where files go. Through a server, without any target: where they came from.")
    @Nullable
    Path folder;

    @Option(
            names = "--to-mongodb",
            paramLabel = "URI",
            description =
                    "The server that a database goes to: its connection string, or, through a Slipway, the name of the"
                            + " secret that has it.")
    @Nullable
    String mongodb;

    @Option(
            names = "--to-kafka",
            paramLabel = "HOST:PORT",
            description =
                    "The cluster that topics go to, which has to be empty: its bootstrap servers, or, through a Slipway, the"
                            + " name of the secret that has them.")
    @Nullable
    String kafka;

    @Option(
            names = "--copies",
            paramLabel = "NUMBER",
            description =
                    "In a repository itself: of each topic that is made, on as many brokers. Default: ${DEFAULT-VALUE}.")
    short copies = 1;

    @Option(names = "--rename", paramLabel = "OLD=NEW", description = "Give a database another name; may be repeated.")
    Map<String, String> rename = new LinkedHashMap<>();

    @Option(
            names = "--as-dumped",
            description =
                    "In a repository itself: leave the dump's own oplog out, with documents of different moments; for one"
                            + " that cannot be replayed.")
    boolean asDumped;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Only say what would be restored, and whether something is in the way.")
    boolean dryRun;

    @Option(names = "--overwrite", description = "Replace what is there; without it a restore that would is refused.")
    boolean overwrite;

    @Option(
            names = "--verify",
            description = "In a repository itself, of files: read what was restored again, and compare it.")
    boolean verify;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask, also where something is replaced.")
    boolean yes;

    /**
     * In a repository itself there is one snapshot and so one kind of target.
     *
     * @throws IllegalArgumentException if there are several, or options that mean nothing to it
     */
    void oneTarget() {
        if (Stream.of(folder, mongodb, kafka).filter(Objects::nonNull).count() > 1) {
            throw new IllegalArgumentException("say one of --to-folder, --to-mongodb and --to-kafka");
        }
        if (mongodb == null && !rename.isEmpty()) {
            throw new IllegalArgumentException("--rename is for databases: say --to-mongodb URI, or leave it out");
        }
        if (folder == null && verify) {
            throw new IllegalArgumentException(
                    "--verify is for files; databases and topics are always compared: leave it out");
        }
        if (asDumped && (mongodb == null || at != null)) {
            throw new IllegalArgumentException(
                    "--as-dumped leaves out the oplog of a database's dump: say --to-mongodb URI and no moment, or leave it out");
        }
        if (kafka == null && copies != 1) {
            throw new IllegalArgumentException("--copies is for topics: say --to-kafka HOST:PORT, or leave it out");
        }
    }

    /** A moment, in ISO 8601 with its zone. */
    static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String value) {
            try {
                return Instant.parse(value);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'" + value + "' is no moment; write it with its zone, such as 2026-11-26T09:30:00Z");
            }
        }
    }
}
