package io.slipway.configservice.spring;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.serve.ConfigReads;
import io.slipway.configservice.serve.Instance;
import io.slipway.events.config.view.ConfigView.EnvironmentView;

/**
 * What a client of Spring Cloud Config asks for, in our words.
 *
 * @param application of ours
 * @param environment the first profile that is one
 */
record SpringRequest(String application, String environment, Instance instance) {
    private static final char SERVICE = '.';
    private static final String SEPARATOR = ",";

    /**
     * Empty when there is no such application, or none of the profiles is an environment of it.
     *
     * @param name {@code shop}, or {@code shop.web} for a service of it
     * @param profiles separated by commas: the environment, and the instance group if there is one
     * @param instance the instance's name
     */
    static Optional<SpringRequest> of(ConfigReads reads, String name, String profiles, @Nullable String instance) {
        String application = application(name);
        @Nullable String service = application.equals(name) ? null : name.substring(application.length() + 1);
        List<String> given = List.of(profiles.split(SEPARATOR));
        return reads.view(application)
                .flatMap(view -> first(
                        given.stream(),
                        view.environments().stream().map(EnvironmentView::name).toList()))
                .map(environment -> new SpringRequest(
                        application,
                        environment,
                        new Instance(
                                service,
                                given.stream()
                                        .filter(profile -> !profile.equals(environment))
                                        .findFirst()
                                        .orElse(null),
                                instance)));
    }

    /** Whether there is an application that a name means. */
    static boolean knows(ConfigReads reads, String name) {
        return reads.view(application(name)).isPresent();
    }

    private static String application(String name) {
        int dot = name.indexOf(SERVICE);
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static Optional<String> first(Stream<String> profiles, List<String> environments) {
        return profiles.filter(environments::contains).findFirst();
    }
}
