package io.slipway.cli.command;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.output.Table;
import io.slipway.cli.output.Words;
import io.slipway.events.deploy.view.QuarantineView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "quarantine",
        description = "Artifacts that were taken back, and may not be deployed again until somebody releases them.",
        mixinStandardHelpOptions = true,
        subcommands = {QuarantineCommand.Show.class, QuarantineCommand.Release.class})
public final class QuarantineCommand {

    private static String path(String application, String environment) {
        return "/api/v1/applications/" + ApiClient.encode(application) + "/environments/"
                + ApiClient.encode(environment) + "/quarantine";
    }

    @Command(
            name = "list",
            description = "List what is in quarantine in an environment, and why.",
            mixinStandardHelpOptions = true)
    public static final class Show extends ApiCommand {
        @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
        private String application = "";

        @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where.")
        private String environment = "";

        @Override
        protected ExitCode run(ApiClient api) {
            List<QuarantineView> all = ApiClient.items(api.get(path(application, environment)), QuarantineView.class);
            if (!output().isTable()) {
                print(all);
                return ExitCode.DONE;
            }
            Table table = new Table("SERVICE", "VERSION", "DIGEST", "DEPLOYMENT", "SINCE", "BY", "BECAUSE");
            all.forEach(entry -> table.row(
                    entry.service(),
                    entry.version(),
                    entry.digest(),
                    entry.deploymentId(),
                    Words.ago(entry.at(), Instant.now()),
                    entry.by(),
                    entry.because()));
            table.print(terminal(), "Nothing is in quarantine.");
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "release",
            description = "Let an artifact be deployed to an environment again.",
            mixinStandardHelpOptions = true)
    public static final class Release extends ApiCommand {
        @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
        private String application = "";

        @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where.")
        private String environment = "";

        @Parameters(index = "2", paramLabel = "DIGEST", description = "The artifact's digest, as the list shows it.")
        private String digest = "";

        @Option(
                names = {"-m", "--reason"},
                required = true,
                paramLabel = "TEXT",
                description = "Why it is good now, for the record.")
        private String reason = "";

        @Override
        protected ExitCode run(ApiClient api) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("digest", digest);
            body.put("reason", reason);
            api.command(path(application, environment) + "/release", body);
            if (output().isTable()) {
                terminal().out().println("released " + digest + " in " + environment);
            } else {
                print(body);
            }
            return ExitCode.DONE;
        }
    }
}
