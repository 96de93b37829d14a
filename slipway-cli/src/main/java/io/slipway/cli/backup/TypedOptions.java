package io.slipway.cli.backup;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What somebody typed, unlike what came from a default or the environment. */
record TypedOptions(CommandSpec command) {
    boolean has(String option) {
        for (@Nullable ParseResult parsed = command.root().commandLine().getParseResult();
                parsed != null;
                parsed = parsed.subcommand()) {
            if (parsed.hasMatchedOption(option)) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param why in half a sentence
     * @throws IllegalArgumentException if one of them was typed
     */
    void refuse(String why, String... options) {
        for (String option : options) {
            if (has(option)) {
                throw new IllegalArgumentException("leave " + option + " out: " + why);
            }
        }
    }
}
