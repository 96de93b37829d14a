package io.slipway.deploy.build;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.slipway.deploy.artifact.ArtifactStore;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;

/**
 * Build driver {@code prebuilt}: takes over what CI has made. A file, a folder or the content of a tar archive on this
 * host goes into the store; an
 * image reference is passed on and must carry its digest, since a tag may point elsewhere tomorrow.
 */
final class PrebuiltIntake {
    /** Reference grammar of the OCI distribution specification, as far as telling the digest needs it. */
    private static final Pattern IMAGE = Pattern.compile(
            "(?<name>[a-z0-9][a-zA-Z0-9.:/_-]*/[a-zA-Z0-9./_-]+)(:[\\w.-]+)?@(?<digest>sha256:[0-9a-f]{64})");

    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(tar|tar\\.gz|tgz)");

    private final ArtifactStore store;

    PrebuiltIntake(ArtifactStore store) {
        this.store = store;
    }

    Artifact take(BuildTask task, TaskContext context) throws TaskFailedException {
        String reference = task.handedOver();
        if (reference == null || reference.isBlank()) {
            throw new TaskFailedException("no artifact was handed over for " + task.service(), false);
        }
        Matcher image = IMAGE.matcher(reference);
        if (image.matches()) {
            return image(reference, image.group("name"), image.group("digest"));
        }
        Path path = path(reference);
        if (!Files.exists(path)) {
            throw new TaskFailedException(
                    reference + " is neither a file on this host nor an image reference with a digest"
                            + " (registry/name@sha256:...)",
                    false);
        }
        context.progress("taking over " + path, null);
        try {
            return ARCHIVE.matcher(path.toString()).matches() && Files.isRegularFile(path)
                    ? store.putArchive(path, task.application(), task.service(), task.version())
                    : store.put(path, task.application(), task.service(), task.version());
        } catch (IOException e) {
            throw new TaskFailedException("cannot take " + path + " over: " + e.getMessage(), true, e);
        }
    }

    /** Package URL of type oci: the name is the last part of the repository, the rest a qualifier. */
    private static Artifact image(String reference, String repository, String digest) {
        String name = repository.substring(repository.lastIndexOf('/') + 1);
        String purl = "pkg:oci/" + encode(name) + "@" + encode(digest) + "?repository_url=" + encode(repository);
        return new Artifact(digest, reference, purl, 0);
    }

    private static Path path(String reference) throws TaskFailedException {
        try {
            return reference.startsWith("file:") ? Path.of(URI.create(reference)) : Path.of(reference);
        } catch (IllegalArgumentException e) {
            throw new TaskFailedException(reference + " is not the address of a file", false, e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
