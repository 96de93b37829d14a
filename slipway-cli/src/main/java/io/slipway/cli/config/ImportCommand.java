package io.slipway.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.slipway.cli.ExitCode;
import io.slipway.cli.command.TerminalCommand;
import io.slipway.config.application.ConfigApplication;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.exchange.ConfigMapFile;
import io.slipway.config.exchange.DotenvFolder;
import io.slipway.config.exchange.FileSet;
import io.slipway.config.exchange.Folder;
import io.slipway.config.exchange.Imported;
import io.slipway.config.exchange.SpringImport;
import io.slipway.config.layer.ConfigSource;
import io.slipway.events.config.EnvironmentPolicy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import static java.nio.charset.StandardCharsets.UTF_8;

@Command(
        name = "import",
        description = {
            "Make a folder of documents from what another tool has, byte for byte, and a slipway-config.yaml when there is none.",
            "Refused where a service would get anything else than it gets now. Speaks to no server: apply the folder afterwards."
        })
public final class ImportCommand extends TerminalCommand {
    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            description =
                    "A checkout of a Spring Cloud Config repository, a folder of .env files, or a ConfigMap's manifest.")
    private Path from = Path.of(".");

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where the documents go.")
    private Path folder = Path.of(".");

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            converter = ExchangeFormat.Foreign.class,
            description = "spring, env or configmap.")
    private ExchangeFormat format = ExchangeFormat.spring;

    @Option(names = "--force", description = "Write over documents in FOLDER that are different.")
    private boolean force;

    @Mixin
    private LayerOptions layer = new LayerOptions();

    @Override
    public Integer call() throws IOException {
        Imported imported = read();
        SortedMap<String, byte[]> files = new TreeMap<>();
        imported.source().documents().forEach((path, document) -> files.put(path, document.bytes()));
        if (!Files.exists(folder.resolve(ConfigApplication.DECLARATION))) {
            files.put(
                    ConfigApplication.DECLARATION,
                    declaration(imported.source()).getBytes(UTF_8));
        }
        new TargetFolder(folder).write(new FileSet(files), force);
        FaultPrinter.print(terminal().err(), from, imported.notes());
        terminal().out().println("imported " + imported.source().documents().size() + " documents to " + folder);
        tellNext();
        return ExitCode.DONE.status();
    }

    private Imported read() throws IOException {
        Set<String> environments = environments();
        Parsed<Imported> imported = switch (format) {
            case spring -> files().then(all -> SpringImport.read(all, environments));
            case env -> files().then(DotenvFolder::read);
            case configmap, documents ->
                ConfigMapFile.read(from.getFileName().toString(), Files.readAllBytes(from), layer.layer());
        };
        return switch (imported) {
            case Parsed.Valid<Imported>(Imported taken) -> taken;
            case Parsed.Refused<Imported>(List<Fault> faults) ->
                throw new RefusedException(from + " cannot be imported without a change of meaning", start(), faults);
        };
    }

    private Parsed<FileSet> files() throws IOException {
        if (!Files.isDirectory(from)) {
            throw new IllegalArgumentException("there is no folder " + from);
        }
        return Folder.read(from);
    }

    /** Those that were named, and those that the folder declares already. */
    private Set<String> environments() throws IOException {
        Set<String> environments = new LinkedHashSet<>(layer.environments());
        if (Files.isDirectory(folder)) {
            SourceFolder.read(folder)
                    .then(SourceFolder::application)
                    .toOptional()
                    .ifPresent(known -> known.declaration().environments().stream()
                            .map(EnvironmentPolicy::name)
                            .forEach(environments::add));
        }
        return environments;
    }

    /** Faults in a manifest name the file itself. */
    private Path start() {
        return format == ExchangeFormat.configmap && from.getParent() != null
                ? from.getParent()
                : format == ExchangeFormat.configmap ? Path.of("") : from;
    }

    private String declaration(ConfigSource source) {
        Set<String> environments = new LinkedHashSet<>(layer.environments());
        environments.addAll(source.environments());
        StringBuilder text =
                new StringBuilder("# In the order in which a revision is promoted. What production may ask for:\n"
                        + "#   promotedFrom: staging\n#   approvals: 1\nenvironments:\n");
        if (environments.isEmpty()) {
            environments.add("production");
        }
        environments.forEach(name -> text.append("  - name: ").append(name).append('\n'));
        if (!source.services().isEmpty()) {
            text.append("services: [")
                    .append(String.join(", ", source.services()))
                    .append("]\n");
        }
        return text.toString();
    }

    private void tellNext() throws IOException {
        List<Fault> faults = SourceFolder.read(folder)
                .then(source -> source.checked("application"))
                .faults();
        if (faults.isEmpty()) {
            terminal().err().println("Apply them with: slipway config apply APPLICATION " + folder);
        } else {
            terminal().err().println("A server would refuse them as they are; see: slipway config test " + folder);
            FaultPrinter.print(terminal().err(), folder, faults);
        }
    }
}
