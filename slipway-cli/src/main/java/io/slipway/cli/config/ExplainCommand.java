package io.slipway.cli.config;

import io.slipway.cli.ExitCode;
import io.slipway.cli.config.ConfigApi.Explanation;
import io.slipway.cli.output.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Show why a key has its value: which document sets it, and what that overrides.")
public final class ExplainCommand extends ApplicationCommand {
    @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where.")
    private String environment = "";

    @Parameters(index = "2", paramLabel = "KEY", description = "A key like database.pool.size.")
    private String key = "";

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Override
    protected ExitCode run(ConfigApi config) {
        Explanation why = config.explain(environment, key, target);
        if (!output().isTable()) {
            print(why);
            return ExitCode.DONE;
        }
        Terminal terminal = terminal();
        terminal.out()
                .println(terminal.bold(why.key()) + " is " + why.value() + " in " + environment + ", revision "
                        + Revisions.brief(why.revision()));
        terminal.out().println("  set at " + why.origin().at() + named(why, why.origin()));
        why.overridden()
                .forEach(place -> terminal.out()
                        .println("  instead of " + place.value() + " at " + place.at() + named(why, place)));
        return ExitCode.DONE;
    }

    /** A place may set a key above the one that was asked for. */
    private static String named(Explanation why, ConfigApi.Place place) {
        return place.key().equals(why.key()) ? "" : ", by " + place.key();
    }
}
