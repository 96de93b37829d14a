package io.slipway.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person steps in: one verb on one deployment. */
public abstract class InterventionCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "DEPLOYMENT", description = "The deployment's id.")
    private String id = "";

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why, for the history.")
    private @Nullable String reason;

    private final String verb;
    private final String done;
    private final String field;

    private InterventionCommand(String verb, String done, String field) {
        this.verb = verb;
        this.done = done;
        this.field = field;
    }

    @Override
    protected ExitCode run(ApiClient api) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (reason != null) {
            body.put(field, reason);
        }
        var accepted = api.command("/api/v1/deployments/" + ApiClient.encode(id) + "/" + verb, body);
        if (output().isTable()) {
            terminal().out().println(accepted.requireSubject() + " " + done);
        } else {
            print(accepted);
        }
        return ExitCode.DONE;
    }

    @Command(name = "approve", description = "Agree to a deployment.", mixinStandardHelpOptions = true)
    public static final class Approve extends InterventionCommand {
        public Approve() {
            super("approve", "approved", "comment");
        }
    }

    @Command(name = "reject", description = "Refuse a deployment.", mixinStandardHelpOptions = true)
    public static final class Reject extends InterventionCommand {
        public Reject() {
            super("reject", "rejected", "comment");
        }
    }

    @Command(
            name = "cancel",
            description = "Stop a deployment; what it has touched is put back.",
            mixinStandardHelpOptions = true)
    public static final class Cancel extends InterventionCommand {
        public Cancel() {
            super("cancel", "is being cancelled", "reason");
        }
    }

    @Command(
            name = "pause",
            description = "Let the running step end and start no further one.",
            mixinStandardHelpOptions = true)
    public static final class Pause extends InterventionCommand {
        public Pause() {
            super("pause", "paused", "reason");
        }
    }
}
