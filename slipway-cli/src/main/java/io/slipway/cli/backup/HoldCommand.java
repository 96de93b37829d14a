package io.slipway.cli.backup;

import java.io.IOException;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.hold.HoldTags;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.retention.Retention;
import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "hold",
        description = {
            "Keep a snapshot until somebody releases it, whatever the retention says and whoever agrees to its removal.",
            "The hold is the tag legal-hold in the repository: restic forget --keep-tag legal-hold sees it as well.",
            "The snapshot gets another id by it, and is found by the old one too."
        },
        footer = {
            "",
            "Examples: slipway backup hold 04a5f6ee -a crm --policy nightly -m 'case 12'",
            "          slipway backup hold 04a5f6ee -a crm --policy nightly --release -m 'case closed'",
            "          slipway backup hold 04a5f6ee --repository /backups/crm"
        })
public final class HoldCommand extends BackupCommand {
    @Mixin
    private SnapshotName snapshot = new SnapshotName();

    @Option(names = "--release", description = "Leave it to the retention again.")
    private boolean release;

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Through a server, which requires it: why, for the history.")
    private @Nullable String reason;

    @Override
    protected ExitCode online(ApiClient api) {
        SnapshotFilter filter = snapshot.filter();
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("say why with -m");
        }
        String policy = filter.requirePolicy();
        SnapshotLine line = snapshot.in(filter.through(api));
        BackupApi backups = new BackupApi(api, filter.requireApplication());
        if (release) {
            backups.ask(policy, "legal-holds/" + line.id() + "/release", Map.of("reason", reason));
        } else {
            backups.ask(policy, "legal-holds", Map.of("snapshot", line.id(), "reason", reason));
        }
        // Of a hold that is released the repository keeps the snapshot, under an id of its own.
        return said(release ? line.id() : filter.through(api).one(line.id()).id());
    }

    @Override
    protected ExitCode offline(ResticRepository repository) throws IOException {
        refuse("nobody keeps a history of what is done in a repository itself", "--reason");
        StoredSnapshot named = snapshot.in(repository);
        if (release && !Retention.isOnHold(named.snapshot())) {
            throw new IllegalArgumentException("snapshot " + named.id().brief() + " is under no legal hold");
        }
        StoredSnapshot now = release
                ? repository.holds().release(named)
                : repository.holds().place(named, System.getProperty("user.name", "somebody"));
        if (!release) {
            terminal().err().println("Snapshot " + now.id().brief() + " " + HoldTags.words(now.snapshot()) + ".");
        }
        return said(now.id().toString());
    }

    private ExitCode said(String id) {
        String state = release ? "released" : "held";
        if (output().isTable()) {
            terminal().out().println(ObjectId.parse(id).brief() + " " + state);
        } else {
            print(Map.of("snapshot", id, "state", state));
        }
        return ExitCode.DONE;
    }
}
