package io.slipway.configservice.keys;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the key-encryption keys are.
 *
 * @param file in Tink's JSON format, readable by its owner only; without one, secrets can be neither written nor read
 * @param create whether to make the file when it is not there and nothing was ever encrypted
 */
@ConfigurationProperties("slipway.config.keyset")
public record KeysetSettings(@Nullable Path file, boolean create) {}
