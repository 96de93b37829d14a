package io.slipway.cli.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/** Which Slipway is spoken to, and as whom. */
public final class Connection {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:SLIPWAY_URL:-http://127.0.0.1:8480}",
            description = "Where Slipway answers (SLIPWAY_URL). Default: ${DEFAULT-VALUE}")
    private URI url = URI.create("http://127.0.0.1:8480");

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:SLIPWAY_TOKEN}",
            description = "Bearer token (SLIPWAY_TOKEN). Default: the admin token of the local data folder.")
    private @Nullable String token;

    @Option(
            names = "--data-folder",
            paramLabel = "FOLDER",
            defaultValue = "${env:SLIPWAY_DATA:-.slipway}",
            description = "Data folder of a local Slipway (SLIPWAY_DATA). Default: ${DEFAULT-VALUE}")
    private Path data = Path.of(".slipway");

    @Option(
            names = "--as",
            paramLabel = "NAME",
            defaultValue = "${env:SLIPWAY_ACTOR:-${env:USER}}",
            description = "Who is asking, for the history. Default: your user name.")
    private @Nullable String actor;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "The same key again gets the first answer again, and does nothing twice.")
    private @Nullable String idempotencyKey;

    public ApiClient client() {
        return new ApiClient(url, readToken(), Optional.ofNullable(actor), Optional.ofNullable(idempotencyKey));
    }

    public Path data() {
        return data;
    }

    private Optional<String> readToken() {
        if (token != null && !token.isBlank()) {
            return Optional.of(token);
        }
        Path file = data.resolve("admin-token");
        try {
            return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
