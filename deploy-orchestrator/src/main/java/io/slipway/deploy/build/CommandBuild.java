package io.slipway.deploy.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.slipway.deploy.artifact.ArtifactStore;
import io.slipway.deploy.os.CleanEnvironment;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;

/** Build driver {@code command}: runs a command in a clean checkout and takes what it leaves as the artifact. */
final class CommandBuild {
    private final Path data;
    private final ArtifactStore store;
    private final WorkFolders folders;

    /** @param data Slipway's own folder; checkouts are made in it, each is removed when its build is over */
    CommandBuild(Path data, ArtifactStore store) {
        this.data = data;
        this.store = store;
        this.folders = new WorkFolders(data.resolve("builds"));
        folders.clearLeftovers();
    }

    BuildTask.Output build(BuildTask task, BuildSpec.Command spec, TaskContext context)
            throws TaskFailedException, InterruptedException {
        Path work = workFolder();
        try {
            Checkout.Source source = new Checkout(work, data, context).of(task.source(), task.previousCommit());
            Path checkout = source.folder();
            context.progress(String.join(" ", spec.command()), null);
            LoggedCommand.Ended ended =
                    new LoggedCommand(checkout, environment(task, spec), context).run(spec.command(), spec.timeout());
            if (ended.status() != 0) {
                throw new TaskFailedException(
                        "the build command " + spec.command().getFirst() + " " + ended.words(), false);
            }
            Path output = output(checkout, spec.output());
            context.progress("storing " + spec.output(), null);
            Artifact artifact = store.put(output, task.application(), task.service(), task.version());
            CommitHistory history = source.history();
            return history == null
                    ? new BuildTask.Output(artifact)
                    : new BuildTask.Output(artifact, history.commit(), history.commits(), history.complete());
        } catch (IOException e) {
            throw new TaskFailedException("the build failed: " + e.getMessage(), true, e);
        } finally {
            Folders.delete(work);
        }
    }

    private Path workFolder() throws TaskFailedException {
        try {
            return folders.create();
        } catch (IOException e) {
            throw new TaskFailedException("cannot make a folder for the build in " + data, true, e);
        }
    }

    private static Path output(Path checkout, String name) throws IOException, TaskFailedException {
        Path output = checkout.resolve(name).normalize();
        if (!output.startsWith(checkout)) {
            throw new TaskFailedException("the build's output " + name + " is outside of its checkout", false);
        }
        if (!Files.exists(output)) {
            throw new TaskFailedException(
                    "the build command ended well but left no " + name + " (build.output in slipway.yaml)", false);
        }
        if (!output.toRealPath().startsWith(checkout.toRealPath())) {
            throw new TaskFailedException("the build's output " + name + " is a link out of its checkout", false);
        }
        if (output.equals(checkout) && Files.isDirectory(checkout.resolve(".git"))) {
            // It holds times and differs with every checkout, so that the same build would never be the same artifact.
            Folders.delete(checkout.resolve(".git"));
        }
        return output;
    }

    private static Map<String, String> environment(BuildTask task, BuildSpec.Command spec) {
        Map<String, String> environment = new LinkedHashMap<>(CleanEnvironment.variables());
        environment.put("SLIPWAY_APPLICATION", task.application());
        environment.put("SLIPWAY_SERVICE", task.service());
        environment.put("SLIPWAY_VERSION", task.version());
        environment.putAll(spec.env());
        return environment;
    }
}
