package io.slipway.deploy.domain.project;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.cdevents.DeploymentContent;
import io.slipway.events.deploy.ApplicationEvent;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;

/** Environments that a new declaration of an application makes, changes or takes away. */
final class EnvironmentFacts {
    private EnvironmentFacts() {}

    static List<CDEventFact> of(ApplicationState before, ApplicationEvent.Applied applied) {
        Map<String, EnvironmentSpec> old = byName(before.spec());
        List<CDEventFact> facts = new ArrayList<>();
        byName(applied.spec()).forEach((name, environment) -> {
            EnvironmentSpec was = old.remove(name);
            String id = id(applied.application(), name);
            if (was == null) {
                facts.add(new CDEventFact(id, new DeploymentContent.EnvironmentCreated(name, null)));
            } else if (!was.equals(environment)) {
                facts.add(new CDEventFact(id, new DeploymentContent.EnvironmentModified(name, null)));
            }
        });
        old.keySet()
                .forEach(name -> facts.add(new CDEventFact(
                        id(applied.application(), name), new DeploymentContent.EnvironmentDeleted(name))));
        return facts;
    }

    /** Two applications have each a production of their own. */
    static String id(String application, String environment) {
        return application + "/" + environment;
    }

    private static Map<String, EnvironmentSpec> byName(@Nullable ApplicationSpec spec) {
        Map<String, EnvironmentSpec> environments = new LinkedHashMap<>();
        if (spec != null) {
            spec.environments().forEach(environment -> environments.put(environment.name(), environment));
        }
        return environments;
    }
}
