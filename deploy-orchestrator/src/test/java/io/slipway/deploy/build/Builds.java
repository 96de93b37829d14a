package io.slipway.deploy.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.RecordedContext;
import io.slipway.deploy.artifact.ArtifactStore;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.SourceRef;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.kit.task.TaskFailedException;

/** The build worker with a folder of its own. */
final class Builds {
    static final String OUTPUT = "out.txt";

    final RecordedContext context = new RecordedContext();
    private final Path data;
    private final ArtifactStore store;
    private final BuildHandler handler;
    private int unpacked;

    Builds(Path data) throws IOException {
        this.data = Files.createDirectories(data);
        this.store = new ArtifactStore(data.resolve("artifacts"));
        this.handler = new BuildHandler(new CommandBuild(data, store), new PrebuiltIntake(store));
    }

    Artifact shell(@Nullable SourceRef source, String script) throws TaskFailedException, InterruptedException {
        return command(source, OUTPUT, Map.of(), Duration.ofMinutes(1), "/bin/sh", "-c", script);
    }

    Artifact command(
            @Nullable SourceRef source, String output, Map<String, String> env, Duration timeout, String... command)
            throws TaskFailedException, InterruptedException {
        return run(new BuildSpec.Command(List.of(command), output, env, timeout), source, null);
    }

    /** What a build says of its commits. */
    BuildTask.Output since(@Nullable String previousCommit, SourceRef source)
            throws TaskFailedException, InterruptedException {
        BuildSpec spec = new BuildSpec.Command(List.of("true"), ".", Map.of(), Duration.ofMinutes(1));
        return handler.run(new BuildTask("shop", "web", "1.2.3", spec, source, null, previousCommit), context);
    }

    Artifact handOver(@Nullable String reference) throws TaskFailedException, InterruptedException {
        return run(new BuildSpec.Prebuilt(), null, reference);
    }

    /** Where the artifact's content is. */
    Path content(Artifact artifact) throws IOException {
        Path folder = data.resolve("content-" + unpacked++);
        store.unpack(artifact, folder);
        return folder;
    }

    String text(Artifact artifact) throws IOException {
        return Files.readString(content(artifact).resolve(OUTPUT)).strip();
    }

    /** Folders of builds that are there. */
    List<Path> workFolders() throws IOException {
        try (Stream<Path> folders = Files.list(data.resolve("builds"))) {
            return folders.toList();
        }
    }

    private Artifact run(BuildSpec spec, @Nullable SourceRef source, @Nullable String handedOver)
            throws TaskFailedException, InterruptedException {
        return handler.run(new BuildTask("shop", "web", "1.2.3", spec, source, handedOver, null), context)
                .artifact();
    }
}
