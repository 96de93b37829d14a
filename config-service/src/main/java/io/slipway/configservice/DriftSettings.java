package io.slipway.configservice;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.slipway.configservice.domain.decide.DriftTerms;

/**
 * How instances that run with something else are treated.
 *
 * @param grace how long an instance may differ before somebody is told
 * @param forgetAfter how long nothing is heard of an instance before it counts as gone
 */
@ConfigurationProperties("slipway.config.drift")
record DriftSettings(
        @DefaultValue("5m") Duration grace,
        @DefaultValue("15m") Duration forgetAfter) {
    DriftSettings {
        if (grace.isNegative() || forgetAfter.compareTo(Duration.ofSeconds(3)) < 0) {
            throw new IllegalArgumentException("slipway.config.drift.grace is " + grace + " and forget-after "
                    + forgetAfter + ", expected at least 0 and 3 s");
        }
    }

    DriftTerms terms() {
        return new DriftTerms(grace, forgetAfter);
    }
}
