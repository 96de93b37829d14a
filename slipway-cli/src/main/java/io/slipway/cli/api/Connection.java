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
    /** These options come last in a help text, and in this order. */
    public static final int ORDER = 100;

    @Option(
            names = "--url",
            paramLabel = "URL",
            order = ORDER,
            defaultValue = "${env:SLIPWAY_URL:-http://127.0.0.1:8480}",
            description = {"Where Slipway answers (SLIPWAY_URL).", "Default: http://127.0.0.1:8480"})
    private URI url = URI.create("http://127.0.0.1:8480");

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            order = ORDER + 1,
            defaultValue = "${env:SLIPWAY_TOKEN}",
            description = "Bearer token (SLIPWAY_TOKEN). Default: the admin token of the local data folder.")
    private @Nullable String token;

    @Option(
            names = "--data-folder",
            paramLabel = "FOLDER",
            order = ORDER + 2,
            defaultValue = "${env:SLIPWAY_DATA:-.slipway}",
            description = "Data folder of a local Slipway (SLIPWAY_DATA). Default: .slipway")
    private Path data = Path.of(".slipway");

    @Option(
            names = "--as",
            paramLabel = "NAME",
            order = ORDER + 3,
            defaultValue = "${env:SLIPWAY_ACTOR:-${env:USER}}",
            description = "Who is asking, for the history (SLIPWAY_ACTOR). Default: your user name.")
    private @Nullable String actor;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            order = ORDER + 4,
            description = "The same key again gets the first answer again, and does nothing twice.")
    private @Nullable String idempotencyKey;

    public ApiClient client() {
        if (url.getHost() == null
                || !(url.getScheme().equals("http") || url.getScheme().equals("https"))) {
            throw new IllegalArgumentException(
                    "'" + url + "' is no address of a Slipway; write it like http://127.0.0.1:8480");
        }
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
