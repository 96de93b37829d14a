package io.slipway.kit.edge;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a record is tried before it becomes a dead letter.
 *
 * @param retries tries after the first
 * @param firstWait wait before the first of them; doubled with each further one
 * @param maxWait longest wait
 */
@ConfigurationProperties("slipway.edge")
public record EdgeSettings(
        @DefaultValue("5") int retries,
        @DefaultValue("200ms") Duration firstWait,
        @DefaultValue("10s") Duration maxWait) {}
