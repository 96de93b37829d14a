package io.slipway.deploy;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The deploy-orchestrator's own settings.
 *
 * @param lease how long a worker has a task without a sign of life; then it is handed out again
 */
@ConfigurationProperties("slipway.deploy")
public record DeploySettings(@DefaultValue("15s") Duration lease) {
    public DeploySettings {
        if (lease.toMillis() < 1000) {
            throw new IllegalArgumentException("slipway.deploy.lease is " + lease + ", expected at least 1s");
        }
    }
}
