package io.slipway.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiProblemException;
import io.slipway.cli.api.Problem;
import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SealingKey;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretException;
import io.slipway.config.secret.SecretValue;
import io.slipway.events.json.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

@Command(
        name = "encrypt",
        description = {
            "Encrypt a value for one key in one environment, on this host, with the public key of the environment.",
            "The value is asked for without being shown, or comes on standard input. Nobody but the server can decrypt it."
        })
public final class EncryptCommand extends ApplicationCommand {
    private static final int NOT_FOUND = 404;

    @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where.")
    private String environment = "";

    @Parameters(
            index = "2",
            paramLabel = "KEY",
            description = "The key it is going to stand at, like database.password; it opens there and nowhere else.")
    private String key = "";

    @Option(
            names = "--sealing-key",
            paramLabel = "FILE",
            description = "The public key as the API gives it, in JSON. Default: it is asked for.")
    private @Nullable Path file;

    @Option(
            names = "--by-server",
            description =
                    "Send the value to the server, which encrypts it. The first value of an environment makes its keys.")
    private boolean byServer;

    /** @param ciphertext as it stands in a document */
    record Encrypted(String application, String environment, String key, String ciphertext) {}

    @Override
    protected ExitCode run(ConfigApi config) throws IOException {
        String address = Assignment.key(key).toString();
        try (SecretValue value = new SecretInput(terminal()).read()) {
            String ciphertext = byServer ? sent(config, address, value) : sealed(config, address, value);
            Encrypted encrypted = new Encrypted(application(), environment, address, ciphertext);
            if (output().isTable()) {
                terminal().out().println(ciphertext);
                terminal()
                        .err()
                        .println("Put it there with: slipway config set " + application() + " " + environment + " '"
                                + address + "=...'");
            } else {
                print(encrypted);
            }
        }
        return ExitCode.DONE;
    }

    private String sent(ConfigApi config, String address, SecretValue value) {
        return value.withChars(characters -> config.encrypt(
                        Map.of("environment", environment, "key", address, "value", new String(characters))))
                .path("ciphertext")
                .asString();
    }

    private String sealed(ConfigApi config, String address, SecretValue value) throws IOException {
        JsonNode key = file == null ? asked(config) : read(file);
        SealingKey sealing = new SealingKey(
                key.path("id").asString(""),
                new Scope(text(key, "application"), text(key, "environment")),
                key.path("keyset").asString(""));
        try {
            return sealing.seal(value, new SecretAddress(application(), environment, address))
                    .toString();
        } catch (SecretException e) {
            throw new IllegalArgumentException("this is no sealing key: " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode key, String name) {
        String text = key.path(name).asString("");
        if (text.isBlank()) {
            throw new IllegalArgumentException("this is no sealing key: it has no " + name);
        }
        return text;
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            return Json.mapper().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " is no sealing key: it is not JSON", e);
        }
    }

    private JsonNode asked(ConfigApi config) {
        try {
            return config.sealingKey(environment);
        } catch (ApiProblemException e) {
            Problem problem = e.problem();
            if (problem.status() != NOT_FOUND) {
                throw e;
            }
            throw new ApiProblemException(new Problem(
                    problem.title(),
                    problem.status(),
                    problem.detail()
                            + " Where the environment has no keys yet, encrypt the first value with --by-server.",
                    problem.errors()));
        }
    }
}
