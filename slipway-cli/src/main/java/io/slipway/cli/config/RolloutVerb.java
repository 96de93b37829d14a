package io.slipway.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.command.ApiCommand;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.RolloutView;
import io.slipway.events.json.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A person steps in: one verb on one rollout. */
public abstract class RolloutVerb extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ROLLOUT", description = "The rollout's id, see: slipway config status")
    private String id = "";

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why, for the history.")
    private @Nullable String reason;

    private final String verb;
    private final String done;

    private RolloutVerb(String verb, String done) {
        this.verb = verb;
        this.done = done;
    }

    /** Where a rollout was found. */
    record Found(ConfigApi config, String environment, RolloutView rollout) {}

    @Override
    protected ExitCode run(ApiClient api) {
        Found found = find(api);
        Map<String, Object> body = new LinkedHashMap<>();
        if (reason != null) {
            body.put("reason", reason);
        }
        prepare(found, body);
        found.config().onRollout(id, verb, body).requireSubject();
        if (output().isTable()) {
            terminal().out().println(id + " " + done);
        } else {
            print(found.config().environmentView(found.environment()));
        }
        return ExitCode.DONE;
    }

    /** What else the verb says. */
    protected void prepare(Found found, Map<String, Object> body) {}

    private Found find(ApiClient api) {
        for (JsonNode each : api.get("/api/v1/config").path("configurations")) {
            ConfigView view = Json.read(each, ConfigView.class);
            for (ConfigView.EnvironmentView environment : view.environments()) {
                @Nullable RolloutView rollout = environment.rollout();
                if (rollout != null && rollout.id().equals(id)) {
                    return new Found(new ConfigApi(api, view.application()), environment.name(), rollout);
                }
            }
        }
        throw new IllegalArgumentException("no rollout " + id + " waits or runs; see: slipway config status");
    }

    @Command(
            name = "approve",
            description = {
                "Agree to a rollout, to exactly the revision it puts there. Shows what instances would notice.",
                "Whoever asked for a rollout cannot agree to it."
            })
    public static final class Approve extends RolloutVerb {
        @Option(
                names = "--revision",
                paramLabel = "REVISION",
                description = "Only if it is this one, of which 7 digits are enough.")
        private @Nullable String revision;

        public Approve() {
            super("approve", "approved");
        }

        @Override
        protected void prepare(Found found, Map<String, Object> body) {
            String coming = found.rollout().revision();
            if (revision != null && !(revision.length() >= 7 && coming.startsWith(revision))) {
                throw new IllegalArgumentException(
                        found.rollout().id() + " puts " + Revisions.brief(coming) + " there, not "
                                + revision + "; look at it with: slipway config diff "
                                + found.config().application() + " "
                                + found.environment() + " " + Revisions.brief(coming));
            }
            Map<String, @Nullable String> query = new LinkedHashMap<>();
            query.put("revision", coming);
            new ChangePrinter(terminal()).print(terminal().err(), found.config().changes(found.environment(), query));
            body.put("contentHash", coming);
        }
    }

    @Command(name = "reject", description = "Refuse a rollout that waits for approval.")
    public static final class Reject extends RolloutVerb {
        public Reject() {
            super("reject", "rejected");
        }
    }

    @Command(
            name = "advance",
            description = "Let a rollout go on to its next stage now, without waiting for its soak to end.")
    public static final class Advance extends RolloutVerb {
        public Advance() {
            super("advance", "goes on");
        }
    }

    @Command(
            name = "break-glass",
            description = "Let a rollout go on although its environment is closed; takes a role, and a reason.")
    public static final class BreakGlass extends RolloutVerb {
        public BreakGlass() {
            super("break-glass", "goes on");
        }
    }

    @Command(name = "cancel", description = "Stop a rollout; the instances it reached go back to what they had.")
    public static final class Cancel extends RolloutVerb {
        public Cancel() {
            super("cancel", "cancelled");
        }
    }
}
