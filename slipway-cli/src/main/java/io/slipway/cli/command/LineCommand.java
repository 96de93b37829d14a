package io.slipway.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Closes an environment to deployments, or opens it again. */
public abstract class LineCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
    private String application = "";

    @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where.")
    private String environment = "";

    @Option(
            names = {"-m", "--reason"},
            required = true,
            paramLabel = "TEXT",
            description = "Why, for the record and for those who wait.")
    private String reason = "";

    private final String verb;
    private final String done;

    private LineCommand(String verb, String done) {
        this.verb = verb;
        this.done = done;
    }

    @Override
    protected ExitCode run(ApiClient api) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("reason", reason);
        String treatment = inFlight();
        if (treatment != null) {
            body.put("inFlight", treatment);
        }
        var accepted = api.command(
                "/api/v1/applications/" + ApiClient.encode(application) + "/environments/"
                        + ApiClient.encode(environment) + "/line/" + verb,
                body);
        if (output().isTable()) {
            terminal().out().println("the line to " + environment + " of " + application + " " + done);
        } else {
            print(accepted);
        }
        return ExitCode.DONE;
    }

    /** What happens to deployments under way, where it is said. */
    protected @Nullable String inFlight() {
        return null;
    }

    @Command(
            name = "stop",
            description = "Stop the line: deploy nothing to an environment until somebody starts it again.",
            mixinStandardHelpOptions = true)
    public static final class Stop extends LineCommand {
        @Option(
                names = "--in-flight",
                paramLabel = "HOW",
                description = "What happens to deployments under way: finish, pause or cancel. Default: pause")
        private @Nullable String inFlight;

        public Stop() {
            super("stop", "is stopped");
        }

        @Override
        protected @Nullable String inFlight() {
            return inFlight;
        }
    }

    @Command(
            name = "start-line",
            description = "Deploy to a stopped environment again; what was held goes on.",
            mixinStandardHelpOptions = true)
    public static final class Start extends LineCommand {
        public Start() {
            super("resume", "runs again");
        }
    }
}
