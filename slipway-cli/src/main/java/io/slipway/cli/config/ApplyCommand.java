package io.slipway.cli.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiProblemException;
import io.slipway.cli.api.Problem;
import io.slipway.config.application.ConfigApplication;
import io.slipway.config.exchange.FileSet;
import io.slipway.config.layer.ConfigDiff;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.Sensitive;
import io.slipway.events.config.view.ConfigView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description = {
            "Make a revision of a whole folder, and with --to put it into an environment. The same folder again changes nothing.",
            "Refused when somebody has changed the configuration since the folder was made: what came in between is shown."
        })
public final class ApplyCommand extends ApplicationCommand {
    private static final int NOT_FOUND = 404;
    private static final int STALE = 412;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "The folder with slipway-config.yaml. Default: the current one.")
    private Path folder = Path.of(".");

    @Option(
            names = "--base",
            paramLabel = "REVISION",
            description =
                    "The revision the folder was made from; newest to replace whatever is there. Default: the one that"
                            + " export and apply remember in the folder.")
    private @Nullable String base;

    @Option(names = "--dry-run", description = "Show what would change, and change nothing.")
    private boolean dryRun;

    @Mixin
    private CommitOptions commit = new CommitOptions();

    @Override
    protected ExitCode run(ConfigApi config) throws IOException, InterruptedException {
        ConfigApplication wanted = SourceOptions.read(folder, application());
        FileSet files = SourceFolder.read(folder).orThrow().files();
        Optional<ConfigView> view = view(config);
        @Nullable String head = view.map(ConfigView::head).orElse(null);
        String revision = wanted.revision().hex();
        if (revision.equals(head)) {
            terminal().err().println(application() + " is at revision " + Revisions.brief(revision) + " already");
            if (!dryRun) {
                new FolderBase(folder).write(application(), revision);
            }
            return dryRun ? ExitCode.DONE : commit.conclude(config, terminal(), output(), revision);
        }
        tellChanges(config, head, wanted.source());
        if (dryRun) {
            return ExitCode.DONE;
        }
        String made = commit(config, base(config, view), files);
        new FolderBase(folder).write(application(), made);
        return commit.conclude(config, terminal(), output(), made);
    }

    private String commit(ConfigApi config, @Nullable String madeOn, FileSet files) {
        try {
            return config.commit(madeOn, new TreeMap<>(files.texts()), true, commit.reason())
                    .requireSubject();
        } catch (ApiProblemException e) {
            Problem problem = e.problem();
            if (problem.status() != STALE) {
                throw e;
            }
            throw new ApiProblemException(new Problem(
                    problem.title(),
                    STALE,
                    problem.detail() + ". When it is in the folder as well: slipway config apply " + application() + " "
                            + folder + " --base newest",
                    problem.errors()));
        }
    }

    private static Optional<ConfigView> view(ConfigApi config) {
        try {
            return Optional.of(config.view());
        } catch (ApiProblemException e) {
            if (e.problem().status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What the change is made on: null for the first, and else what its author has seen. */
    private @Nullable String base(ConfigApi config, Optional<ConfigView> view) throws IOException {
        @Nullable String head = view.map(ConfigView::head).orElse(null);
        if (head == null) {
            return null;
        }
        if (base != null) {
            return whole(view.get(), config.revision(view.get(), base));
        }
        return new FolderBase(folder)
                .read(application())
                .orElseThrow(() -> new IllegalArgumentException(application() + " has configuration already, and "
                        + folder
                        + " does not say which revision it was made from. Replace what is there with --base newest,"
                        + " or get it first with: slipway config export " + application() + " FOLDER"));
    }

    private static String whole(ConfigView view, String brief) {
        return view.history().stream()
                .map(ConfigView.RevisionView::id)
                .filter(id -> brief.length() >= 7 && id.startsWith(brief))
                .findFirst()
                .orElse(brief);
    }

    private void tellChanges(ConfigApi config, @Nullable String head, ConfigSource wanted) {
        ConfigSource before = head == null
                ? ConfigSource.EMPTY
                : ConfigApplication.of(FileSet.ofTexts(config.documents(head)).files())
                        .orThrow()
                        .source();
        List<ConfigDiff.Change> changes =
                ConfigDiff.between(before, wanted, Sensitive.marked()).changes();
        new ChangePrinter(terminal()).print(terminal().err(), changes);
    }
}
