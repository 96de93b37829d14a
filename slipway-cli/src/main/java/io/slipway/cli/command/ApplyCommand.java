package io.slipway.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.Accepted;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.ApiProblemException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "apply",
        description = "Declare an application, its pipeline and its backups, or change them.",
        mixinStandardHelpOptions = true)
public final class ApplyCommand extends ApiCommand {
    /** Finds the name in block or flow style; whether the file is right is the server's to say. */
    private static final Pattern NAME = Pattern.compile(
            "(?m)^metadata:\\s*(?:\\{\\s*|\\n\\s+)(?:(?:#|\\S+:).*\\n\\s+)*?name:\\s*[\"']?([A-Za-z0-9._-]+)");

    private static final Pattern BACKUPS = Pattern.compile("(?m)^\\s+backups:|[{,]\\s*\"?backups\"?:");
    private static final int NOT_FOUND = 404;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            defaultValue = "slipway.yaml",
            description = "The file. Default: ${DEFAULT-VALUE}")
    private Path file = Path.of("slipway.yaml");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    protected ExitCode run(ApiClient api) throws IOException {
        if (!Files.isReadable(file)) {
            throw new ParameterException(spec.commandLine(), "cannot read " + file + "; name another with -f");
        }
        byte[] yaml = Files.readAllBytes(file);
        Matcher name = NAME.matcher(new String(yaml, StandardCharsets.UTF_8));
        if (!name.find()) {
            throw new ParameterException(spec.commandLine(), file + " has no metadata.name");
        }
        Accepted accepted = api.apply(name.group(1), yaml);
        boolean backups = applyBackups(api, name.group(1), yaml);
        if (output().isTable()) {
            terminal()
                    .out()
                    .println("application " + accepted.requireSubject() + " applied"
                            + (backups ? ", and how it is backed up" : ""));
        } else {
            print(accepted);
        }
        return ExitCode.DONE;
    }

    /** The backup-service reads its own part of the same file; says whether it did. */
    private static boolean applyBackups(ApiClient api, String application, byte[] yaml) {
        boolean declared =
                BACKUPS.matcher(new String(yaml, StandardCharsets.UTF_8)).find();
        if (!declared && !api.hasBackups(application)) {
            return false;
        }
        try {
            api.applyBackups(application, yaml);
            return true;
        } catch (ApiProblemException e) {
            if (e.problem().status() == NOT_FOUND) {
                throw new IllegalArgumentException("the application is applied, and its backups are not: " + api.base()
                        + " has no backup-service");
            }
            throw e;
        }
    }
}
