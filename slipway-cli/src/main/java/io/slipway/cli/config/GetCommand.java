package io.slipway.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.config.ConfigApi.Effective;
import io.slipway.cli.output.Table;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "get",
        description = {
            "Show what an environment gets: all keys, a group of them, or the bare value of one.",
            "Secrets are shown as they were written: encrypted, or as a reference."
        })
public final class GetCommand extends ApplicationCommand {
    @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where.")
    private String environment = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "KEY",
            description = "A key like database.pool.size, or what some keys have in common, like database.")
    private @Nullable String key;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Override
    protected ExitCode run(ConfigApi config) {
        Effective effective = config.effective(environment, target);
        Map<String, JsonNode> wanted = wanted(effective.values());
        if (wanted.isEmpty() && key != null) {
            terminal()
                    .err()
                    .println("slipway: nothing in " + environment + " sets " + key + ". See all keys with: slipway"
                            + " config get " + application() + " " + environment);
            return ExitCode.FAILED;
        }
        if (!output().isTable()) {
            print(new Effective(effective.application(), environment, effective.revision(), wanted));
        } else if (key != null && wanted.containsKey(key)) {
            terminal().out().println(text(wanted.get(key)));
        } else {
            Table table = new Table("KEY", "VALUE");
            wanted.forEach((name, value) -> table.row(name, text(value)));
            table.print(terminal(), "Nothing is set in " + environment + ".");
        }
        return ExitCode.DONE;
    }

    private Map<String, JsonNode> wanted(Map<String, JsonNode> values) {
        if (key == null) {
            return values;
        }
        if (values.containsKey(key)) {
            return Map.of(key, values.get(key));
        }
        Map<String, JsonNode> below = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(key + ".") || name.startsWith(key + "[")) {
                below.put(name, value);
            }
        });
        return below;
    }

    private static String text(@Nullable JsonNode value) {
        return value == null ? "" : value.isString() ? value.asString() : value.toString();
    }
}
