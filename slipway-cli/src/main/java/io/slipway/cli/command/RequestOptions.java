package io.slipway.cli.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is deployed where. */
public final class RequestOptions {
    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
    private String application = "";

    @Option(
            names = {"-v", "--version"},
            required = true,
            paramLabel = "VERSION",
            description = "What people call it, for example 2.4.0.")
    private String version = "";

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "ENVIRONMENT",
            description = "Where. Default: the first environment of the pipeline.")
    private @Nullable String environment;

    @Option(names = "--source", paramLabel = "FOLDER", description = "Build this folder as it is.")
    private @Nullable Path source;

    @Option(names = "--repository", paramLabel = "URL", description = "Build a ref of this git repository.")
    private @Nullable String repository;

    @Option(names = "--ref", paramLabel = "REF", description = "Branch, tag or commit. Default: HEAD.")
    private @Nullable String ref;

    @Option(names = "--path", paramLabel = "FOLDER", description = "Folder within the repository.")
    private @Nullable String path;

    @Option(
            names = "--artifact",
            paramLabel = "SERVICE=ADDRESS",
            description =
                    "What CI has built: a folder or file on the host of Slipway, or an image reference with digest.")
    private Map<String, String> artifacts = new LinkedHashMap<>();

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why, for the history.")
    private @Nullable String reason;

    @Option(
            names = "--break-glass",
            paramLabel = "REASON",
            description = "Deploy although the environment is closed, and say why it cannot wait; takes a role.")
    private @Nullable String breakGlass;

    String application() {
        return application;
    }

    /** The request as the API takes it. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", version);
        put(body, "environment", environment);
        put(body, "reason", reason);
        put(body, "breakGlass", breakGlass);
        Map<String, Object> from = new LinkedHashMap<>();
        put(from, "repository", repository);
        put(from, "ref", ref);
        put(
                from,
                "path",
                source == null ? path : source.toAbsolutePath().normalize().toString());
        if (!from.isEmpty()) {
            body.put("source", from);
        }
        if (!artifacts.isEmpty()) {
            Map<String, String> found = new LinkedHashMap<>();
            artifacts.forEach((service, address) -> found.put(service, whole(address)));
            body.put("artifacts", found);
        }
        return body;
    }

    /** A file here is named as it is found from anywhere; what is none is left as it is. */
    private static String whole(String address) {
        try {
            Path file = Path.of(address);
            return Files.exists(file) ? file.toAbsolutePath().normalize().toString() : address;
        } catch (InvalidPathException e) {
            return address;
        }
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
