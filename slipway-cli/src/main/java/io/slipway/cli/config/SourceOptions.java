package io.slipway.cli.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.config.application.ConfigApplication;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;

import picocli.CommandLine.Option;

/** Whether documents come from a folder, without a server. */
final class SourceOptions {
    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Of this folder with slipway-config.yaml, without a server. Default: as the server has it.")
    private @Nullable Path folder;

    @Nullable
    Path folder() {
        return folder;
    }

    /**
     * The folder's documents, which pass all checks.
     *
     * @throws RefusedException when they do not
     */
    static ConfigApplication read(Path folder, String application) throws IOException {
        return switch (SourceFolder.read(folder).then(source -> source.checked(application))) {
            case Parsed.Valid<ConfigApplication>(ConfigApplication known) -> known;
            case Parsed.Refused<ConfigApplication>(List<Fault> faults) ->
                throw new RefusedException(folder + " does not pass all checks", folder, faults);
        };
    }
}
