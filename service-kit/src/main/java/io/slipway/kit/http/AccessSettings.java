package io.slipway.kit.http;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may do what.
 *
 * @param roles names of people and tokens by role; roles count once there is one
 * @param trustedTokens names of the tokens whose word for the person behind them counts, such as a console's that has
 *     checked who it is
 */
@ConfigurationProperties("slipway.access")
public record AccessSettings(
        @Nullable Map<String, Set<String>> roles, @Nullable Set<String> trustedTokens) {
    public AccessSettings {
        roles = roles == null ? Map.of() : Map.copyOf(roles);
        trustedTokens = trustedTokens == null ? Set.of() : Set.copyOf(trustedTokens);
    }
}
