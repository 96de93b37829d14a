package io.slipway.events.cdevents;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Environments and the services in them: {@code continuous-deployment.md}. */
public sealed interface DeploymentContent extends CDEventContent {

    @CDEventType("dev.cdevents.environment.created.0.3.0")
    record EnvironmentCreated(
            @Nullable String name, @Nullable String uri) implements DeploymentContent {}

    @CDEventType("dev.cdevents.environment.modified.0.3.0")
    record EnvironmentModified(
            @Nullable String name, @Nullable String uri) implements DeploymentContent {}

    @CDEventType("dev.cdevents.environment.deleted.0.3.0")
    record EnvironmentDeleted(@Nullable String name) implements DeploymentContent {}

    @CDEventType("dev.cdevents.service.published.0.3.0")
    record ServicePublished(@Nullable Reference environment) implements DeploymentContent {}

    @CDEventType("dev.cdevents.service.deployed.0.3.0")
    record ServiceDeployed(Reference environment, String artifactId) implements DeploymentContent {
        public ServiceDeployed {
            Objects.requireNonNull(environment, "environment is missing");
            Objects.requireNonNull(artifactId, "artifactId is missing");
        }
    }

    @CDEventType("dev.cdevents.service.upgraded.0.3.0")
    record ServiceUpgraded(Reference environment, String artifactId) implements DeploymentContent {
        public ServiceUpgraded {
            Objects.requireNonNull(environment, "environment is missing");
            Objects.requireNonNull(artifactId, "artifactId is missing");
        }
    }

    @CDEventType("dev.cdevents.service.rolledback.0.3.0")
    record ServiceRolledBack(Reference environment, String artifactId) implements DeploymentContent {
        public ServiceRolledBack {
            Objects.requireNonNull(environment, "environment is missing");
            Objects.requireNonNull(artifactId, "artifactId is missing");
        }
    }

    @CDEventType("dev.cdevents.service.removed.0.3.0")
    record ServiceRemoved(@Nullable Reference environment) implements DeploymentContent {}
}
