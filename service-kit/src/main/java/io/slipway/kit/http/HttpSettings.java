package io.slipway.kit.http;

import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may use the HTTP API.
 *
 * @param tokens bearer tokens by the name under which their holder acts
 * @param adminTokenFile a file with one more token, whose holder acts as {@code admin}; made when it is not there
 * @param tokensFile a file with further tokens, {@code <name>=<token>} on each line; it may be missing
 * @param anonymous whether requests without a token are served, as {@code anonymous}; for tests
 */
@ConfigurationProperties("slipway.http")
public record HttpSettings(
        @Nullable Map<String, String> tokens,
        @Nullable Path adminTokenFile,
        @Nullable Path tokensFile,
        boolean anonymous) {
    public HttpSettings {
        tokens = tokens == null ? Map.of() : Map.copyOf(tokens);
    }
}
