package io.slipway.deploy.domain.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Release;
import io.slipway.events.cdevents.CDEventContent;
import io.slipway.events.cdevents.DeploymentContent;
import io.slipway.events.cdevents.Reference;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentTransition;

/** What the end of a deployment means for the services of its environment. */
final class ServiceFacts {
    private ServiceFacts() {}

    static List<CDEventFact> of(Deployment deployment, DeploymentEvent event) {
        return switch (event) {
            case DeploymentTransition.Succeeded ignored -> succeeded(deployment);
            case DeploymentTransition.RolledBack ignored -> rolledBack(deployment);
            default -> List.of();
        };
    }

    private static List<CDEventFact> succeeded(Deployment deployment) {
        List<CDEventFact> facts = new ArrayList<>();
        Reference environment = environment(deployment);
        new TreeMap<>(deployment.artifacts())
                .forEach((service, artifact) -> facts.add(
                        new CDEventFact(id(deployment, service), arrived(deployment, service, environment, artifact))));
        Release stable = deployment.stable();
        if (stable != null) {
            new TreeMap<>(stable.artifacts())
                    .keySet().stream()
                            .filter(service -> !deployment.artifacts().containsKey(service))
                            .forEach(service -> facts.add(new CDEventFact(
                                    id(deployment, service), new DeploymentContent.ServiceRemoved(environment))));
        }
        return facts;
    }

    private static CDEventContent arrived(
            Deployment deployment, String service, Reference environment, Artifact artifact) {
        if (deployment.request().rollbackTo() != null) {
            return new DeploymentContent.ServiceRolledBack(environment, artifact.purl());
        }
        return has(deployment.stable(), service)
                ? new DeploymentContent.ServiceUpgraded(environment, artifact.purl())
                : new DeploymentContent.ServiceDeployed(environment, artifact.purl());
    }

    /** The previous release's services are back; those it had not are gone. */
    private static List<CDEventFact> rolledBack(Deployment deployment) {
        Release stable = deployment.stable();
        Reference environment = environment(deployment);
        Map<String, Artifact> back = stable == null ? Map.of() : stable.artifacts();
        List<CDEventFact> facts = new ArrayList<>();
        new TreeMap<>(back)
                .forEach((service, artifact) -> facts.add(new CDEventFact(
                        id(deployment, service),
                        new DeploymentContent.ServiceRolledBack(environment, artifact.purl()))));
        return facts;
    }

    private static boolean has(@Nullable Release release, String service) {
        return release != null && release.has(service);
    }

    private static Reference environment(Deployment deployment) {
        return Reference.to(EnvironmentFacts.id(deployment.request().application(), deployment.environment()));
    }

    private static String id(Deployment deployment, String service) {
        return deployment.request().application() + "/" + service;
    }
}
