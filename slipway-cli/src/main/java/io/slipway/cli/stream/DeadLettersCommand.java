package io.slipway.cli.stream;

import java.util.Map;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.ApiProblemException;
import io.slipway.cli.api.Problem;
import io.slipway.cli.command.ApiCommand;
import io.slipway.cli.output.Table;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "dlt",
        description = "Dead letters: records that could not be processed.",
        mixinStandardHelpOptions = true,
        subcommands = {DeadLettersCommand.List.class, DeadLettersCommand.Show.class, DeadLettersCommand.Replay.class})
public final class DeadLettersCommand {
    private static final String PATH = "/api/v1/dead-letters";
    private static final int CONFLICT = 409;

    @Command(name = "list", description = "List the dead letters, with the reasons.", mixinStandardHelpOptions = true)
    public static final class List extends ApiCommand {
        @Override
        protected ExitCode run(ApiClient api) {
            JsonNode items = api.get(PATH).path("items");
            if (!output().isTable()) {
                print(items);
                return ExitCode.DONE;
            }
            Table table = new Table("ID", "AT", "TYPE", "KEY", "REPLAYED", "REASON");
            items.forEach(item -> table.row(
                    item.path("id").asString(),
                    item.path("at").asString(),
                    item.path("ceType").asString("-"),
                    item.path("key").asString("-"),
                    item.path("replayed").isMissingNode()
                                    || item.path("replayed").isNull()
                            ? "no"
                            : "yes",
                    item.path("reason").asString("-")));
            table.print(terminal(), "No dead letters.");
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "show",
            description = "Show a dead letter whole, with its headers and its value.",
            mixinStandardHelpOptions = true)
    public static final class Show extends ApiCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "The dead letter's id.")
        private String id = "";

        @Override
        protected ExitCode run(ApiClient api) {
            print(api.get(PATH + "/" + ApiClient.encode(id)));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "replay",
            description = "Send a dead letter to its topic again, once its reason is gone.",
            mixinStandardHelpOptions = true)
    public static final class Replay extends ApiCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "The dead letter's id.")
        private String id = "";

        @Option(names = "--force", description = "Also when it has been replayed already.")
        private boolean force;

        @Override
        protected ExitCode run(ApiClient api) {
            JsonNode answer = replay(api);
            if (output().isTable()) {
                terminal().out().println("replayed " + id);
            } else {
                print(answer);
            }
            return ExitCode.DONE;
        }

        private JsonNode replay(ApiClient api) {
            String path = PATH + "/" + ApiClient.encode(id) + "/replay" + (force ? "?force=true" : "");
            try {
                return api.post(path, Map.of());
            } catch (ApiProblemException e) {
                if (e.problem().status() != CONFLICT) {
                    throw e;
                }
                throw new ApiProblemException(new Problem(
                        e.problem().title(),
                        CONFLICT,
                        id + " was replayed before; replay it again with --force",
                        null));
            }
        }
    }
}
