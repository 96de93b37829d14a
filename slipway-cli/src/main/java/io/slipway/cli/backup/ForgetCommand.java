package io.slipway.cli.backup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.command.Question;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "forget",
        description = {
            "Ask for snapshots to be removed, whatever the retention says. Somebody else has to agree, with --approve.",
            "What a legal hold or a retention lock keeps stays all the same."
        },
        footer = {
            "",
            "Examples: slipway backup forget crm nightly 04a5f6ee… -m 'has a card number in it'",
            "          slipway backup forget crm --approve crm-deletion-1"
        })
public final class ForgetCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
    private String application = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "POLICY", description = "Whose repository they are in.")
    private @Nullable String policy;

    @Parameters(index = "2..*", paramLabel = "SNAPSHOT", description = "Their ids, or the beginnings of them.")
    private List<String> snapshots = new ArrayList<>();

    @Option(names = "--approve", paramLabel = "DELETION", description = "Agree to one that somebody else asked for.")
    private @Nullable String approve;

    @Option(names = "--reject", paramLabel = "DELETION", description = "Refuse one.")
    private @Nullable String reject;

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why, for the history; required to ask.")
    private @Nullable String reason;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Override
    protected ExitCode ask(ApiClient api) {
        BackupApi backups = new BackupApi(api, application);
        Map<String, Object> body = new LinkedHashMap<>();
        if (reason != null) {
            body.put("reason", reason);
        }
        if (approve != null || reject != null) {
            if (approve != null && reject != null || policy != null) {
                throw new IllegalArgumentException(
                        "say one of --approve DELETION, --reject DELETION, and POLICY with its SNAPSHOTs");
            }
            return answer(backups, body);
        }
        if (policy == null || snapshots.isEmpty() || reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("say of which POLICY, which SNAPSHOTs, and why with -m");
        }
        if (!yes && !agreed("Ask for " + snapshots.size() + " snapshots of " + policy + " to be removed for good?")) {
            return ExitCode.FAILED;
        }
        body.put("snapshots", snapshots);
        String deletion = backups.ask(policy, "delete", body).requireSubject();
        if (!output().isTable()) {
            print(Map.of("deletion", deletion, "policy", policy, "snapshots", snapshots, "state", "requested"));
            return ExitCode.DONE;
        }
        terminal().out().println(deletion);
        terminal()
                .err()
                .println("Somebody else has to agree: slipway backup forget " + application + " --approve " + deletion);
        return ExitCode.DONE;
    }

    private ExitCode answer(BackupApi backups, Map<String, Object> body) {
        String deletion = approve == null ? String.valueOf(reject) : approve;
        if (approve != null && !yes && !agreed("Agree that " + deletion + " removes its snapshots for good?")) {
            return ExitCode.FAILED;
        }
        backups.tell("deletions", deletion, approve == null ? "reject" : "approve", body);
        String state = approve == null ? "rejected" : "approved";
        if (output().isTable()) {
            terminal().out().println(deletion + " " + state);
        } else {
            print(Map.of("deletion", deletion, "state", state));
        }
        return ExitCode.DONE;
    }

    private boolean agreed(String question) {
        return new Question(terminal()).agreed(question);
    }
}
