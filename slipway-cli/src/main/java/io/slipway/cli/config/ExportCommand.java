package io.slipway.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.config.application.ConfigApplication;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.exchange.ConfigMapFile;
import io.slipway.config.exchange.DotenvFolder;
import io.slipway.config.exchange.Exported;
import io.slipway.config.exchange.FileSet;
import io.slipway.config.exchange.SpringExport;
import io.slipway.config.layer.ConfigSource;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = {
            "Write a revision's documents to a folder: as they are, to go on with, or as another tool wants them.",
            "Refused where that tool could not say what a service gets now."
        })
public final class ExportCommand extends ApplicationCommand {
    @Parameters(index = "1", paramLabel = "TARGET", description = "The folder.")
    private Path target = Path.of(".");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "documents",
            description = "documents, spring, env or configmap. Default: ${DEFAULT-VALUE}")
    private ExchangeFormat format = ExchangeFormat.documents;

    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            defaultValue = Revisions.NEWEST,
            description = "An id, an environment for what it has, or newest. Default: ${DEFAULT-VALUE}")
    private String revision = Revisions.NEWEST;

    @Option(names = "--force", description = "Write over files in TARGET that are different.")
    private boolean force;

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Mixin
    private LayerOptions layer = new LayerOptions();

    @Override
    protected ExitCode run(ConfigApi config) throws IOException {
        Optional<String> wanted =
                source.folder() == null ? Optional.of(config.revision(config.view(), revision)) : Optional.empty();
        FileSet documents = documents(config, wanted);
        FileSet files = format == ExchangeFormat.documents
                ? documents
                : foreign(ConfigApplication.of(documents.files()).orThrow().source());
        new TargetFolder(target).write(files, force);
        if (format == ExchangeFormat.documents && wanted.isPresent()) {
            new FolderBase(target)
                    .write(
                            application(),
                            ConfigApplication.of(documents.files())
                                    .orThrow()
                                    .revision()
                                    .hex());
        }
        if (output().isTable()) {
            terminal()
                    .out()
                    .println("exported " + files.files().size()
                            + (files.files().size() == 1 ? " file to " : " files to ") + target);
        } else {
            print(Map.of("target", target.toString(), "files", files.files().keySet()));
        }
        if (format == ExchangeFormat.documents) {
            tellOthers(files);
        }
        return ExitCode.DONE;
    }

    private FileSet documents(ConfigApi config, Optional<String> wanted) throws IOException {
        @Nullable Path folder = source.folder();
        if (folder == null) {
            return FileSet.ofTexts(config.documents(wanted.orElseThrow()));
        }
        SourceOptions.read(folder, application());
        return SourceFolder.read(folder).orThrow().files();
    }

    private FileSet foreign(ConfigSource documents) {
        Parsed<Exported> exported = switch (format) {
            case spring -> SpringExport.write(documents);
            case env -> DotenvFolder.write(documents).then(files -> Parsed.valid(new Exported(files, List.of())));
            case configmap, documents ->
                ConfigMapFile.write(documents, layer.layer(), application())
                        .then(text -> Parsed.valid(new Exported(
                                FileSet.ofTexts(new TreeMap<>(Map.of(application() + ".yaml", text))), List.of())));
        };
        return switch (exported) {
            case Parsed.Valid<Exported>(Exported written) -> {
                FaultPrinter.print(terminal().err(), target, written.notes());
                yield written.files();
            }
            case Parsed.Refused<Exported>(List<Fault> faults) ->
                throw new RefusedException(
                        application() + " cannot be exported as " + format + " without a change of meaning",
                        Path.of(""),
                        faults);
        };
    }

    /** What the revision does not have would come back with the folder. */
    private void tellOthers(FileSet files) throws IOException {
        if (!Files.isDirectory(target)) {
            return;
        }
        SortedSet<String> others = new TreeSet<>(SourceFolder.read(target)
                .toOptional()
                .map(found -> found.files().files().keySet())
                .orElseGet(TreeSet::new));
        others.removeAll(files.files().keySet());
        if (!others.isEmpty()) {
            terminal()
                    .err()
                    .println("Also in " + target + ", and not in this revision: " + String.join(", ", others)
                            + ". Applying the folder would add them.");
        }
    }
}
