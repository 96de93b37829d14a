package io.slipway.cli.backup;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.archive.ThawReport;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.command.Question;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "restore",
        description = {
            "Restore a snapshot, or a part of it. What is there already is not replaced unless --overwrite is said.",
            "Through a server it takes the application (-a) and its policy; in a repository itself only where to restore to."
        },
        footer = {
            "",
            "Examples: slipway backup restore latest -a crm --policy nightly --source uploads --to-folder /restored --wait",
            "          slipway backup restore latest --repository /backups/crm --source uploads --to-folder /restored"
        })
public final class RestoreCommand extends BackupCommand {
    @Mixin
    private SnapshotName snapshot = new SnapshotName();

    @Mixin
    private RestoreOptions options = new RestoreOptions();

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Through a server: why, for the history.")
    private @Nullable String reason;

    @Mixin
    private RunWait wait = new RunWait();

    @Override
    protected ExitCode online(ApiClient api) throws InterruptedException {
        String application = snapshot.filter().requireApplication();
        String policy = snapshot.filter().requirePolicy();
        refuse("it is for a repository itself; a server restores what its policy made", "--tag");
        refuse("a server always compares what it restored", "--verify");
        refuse("a server always replays the dump's own oplog, where there is one", "--as-dumped");
        refuse("it is for a repository itself; a server makes topics as they were", "--copies");
        if (options.mongodb != null && options.kafka != null) {
            throw new IllegalArgumentException(
                    "a database goes to --to-mongodb and topics to --to-kafka: say one of them");
        }
        BackupApi backups = new BackupApi(api, application);
        environment(backups, policy);
        if (!agreed(application + " (" + policy + ")")) {
            return ExitCode.FAILED;
        }
        return wait.conclude(
                backups,
                terminal(),
                output(),
                backups.ask(policy, "restore", body()).requireSubject());
    }

    /** A policy is of one environment: whoever names another one means another policy. */
    private void environment(BackupApi backups, String policy) {
        @Nullable String wanted = snapshot.filter().environment();
        if (wanted != null) {
            String has = backups.policy(policy).spec().environment();
            if (!has.equals(wanted)) {
                throw new IllegalArgumentException(policy + " backs up " + has + ", not " + wanted);
            }
        }
    }

    private Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("snapshot", snapshot.name());
        if (snapshot.filter().source() != null) {
            body.put("source", snapshot.filter().source());
        }
        body.put("include", options.include);
        if (options.at != null) {
            body.put("to", options.at);
        }
        if (options.folder != null) {
            body.put("folder", options.folder.toAbsolutePath().normalize().toString());
        }
        if (options.mongodb != null) {
            body.put("uri", options.mongodb);
        }
        if (options.kafka != null) {
            body.put("uri", options.kafka);
        }
        body.put("rename", options.rename);
        body.put("dryRun", options.dryRun);
        body.put("overwrite", options.overwrite);
        if (reason != null) {
            body.put("reason", reason);
        }
        return body;
    }

    @Override
    protected ExitCode offline(ResticRepository repository) throws IOException {
        refuse("nobody keeps a history of what is done in a repository itself", "--reason");
        refuse("a restore from a repository itself is always waited for", "--wait", "--timeout");
        refuse("a restore from a repository itself says in words what it did", "--output");
        options.oneTarget();
        if (options.at != null) {
            return atMoment(repository, options.at);
        }
        StoredSnapshot stored = snapshot.in(repository);
        // The names of databases and topics are no paths: of them everything is thawed.
        ThawReport thaw =
                repository.thaw(List.of(stored), options.folder == null ? List.of() : options.include, !options.dryRun);
        if (!thaw.isReady()) {
            throw new StorageRefusedException(thaw.words());
        }
        if (options.mongodb != null) {
            return agreed("the collections of " + stored.id().brief())
                    ? new DatabaseRestore(terminal()).run(repository, stored, options, options.mongodb)
                    : ExitCode.FAILED;
        }
        if (options.kafka != null) {
            return new TopicRestore(terminal()).run(repository, stored, options, options.kafka);
        }
        if (options.folder == null) {
            throw new IllegalArgumentException(
                    "say where to: --to-folder FOLDER, --to-mongodb URI or --to-kafka HOST:PORT");
        }
        if (!agreed("the files in " + options.folder)) {
            return ExitCode.FAILED;
        }
        return new FileRestore(terminal()).run(repository, stored, options, options.folder);
    }

    /** Whatever snapshot is named: the newest dump before that moment is taken. */
    private ExitCode atMoment(ResticRepository repository, Instant moment) throws IOException {
        SnapshotFilter filter = snapshot.filter();
        @Nullable String application = filter.application();
        if (application == null || filter.source() == null || options.mongodb == null) {
            throw new IllegalArgumentException(
                    "a restore to a moment is of one database: say -a APPLICATION, --source SOURCE and --to-mongodb URI");
        }
        return agreed("the collections of " + application)
                ? new MomentRestore(terminal())
                        .run(repository, application, filter.wanted(), options, moment, options.mongodb)
                : ExitCode.FAILED;
    }

    /** Whether what is there may be replaced, where it would be. */
    private boolean agreed(String what) {
        return !options.overwrite
                || options.dryRun
                || options.yes
                || new Question(terminal())
                        .agreed("Replace what is there of " + what + " with " + snapshot.name() + "?");
    }
}
