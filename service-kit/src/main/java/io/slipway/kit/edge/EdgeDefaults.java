package io.slipway.kit.edge;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * The settings of Spring Cloud Stream that follow from {@link EdgeBinding}s, kept in the environment. What is written
 * in a configuration file wins over the defaults, and {@link EdgeCheck} refuses what would lose records; the list of
 * functions alone is always the sum of all bindings.
 */
final class EdgeDefaults {
    static final String FUNCTIONS = "spring.cloud.function.definition";

    private static final String DEFAULTS_SOURCE = "slipwayEdgeDefaults";
    private static final String FUNCTIONS_SOURCE = "slipwayEdgeFunctions";
    private static final String BINDER = "spring.cloud.stream.kafka.binder.";

    private EdgeDefaults() {}

    static void add(ConfigurableEnvironment environment, String function, Map<String, Object> binding) {
        MutablePropertySources sources = environment.getPropertySources();
        Map<String, Object> defaults = defaults(sources);
        Binder.get(environment)
                .bind("slipway.kafka.properties", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .forEach((name, value) -> defaults.put(BINDER + "configuration[" + name + "]", value));
        defaults.putAll(binding);
        Set<String> functions = new LinkedHashSet<>();
        for (String known : environment.getProperty(FUNCTIONS, "").split(";")) {
            if (!known.isBlank()) {
                functions.add(known.trim());
            }
        }
        functions.add(function);
        map(sources, FUNCTIONS_SOURCE, true).put(FUNCTIONS, String.join(";", functions));
    }

    private static Map<String, Object> defaults(MutablePropertySources sources) {
        Map<String, Object> defaults = map(sources, DEFAULTS_SOURCE, false);
        if (defaults.isEmpty()) {
            defaults.put(BINDER + "brokers", "${slipway.kafka.bootstrap-servers:127.0.0.1:9480}");
            defaults.put(BINDER + "auto-create-topics", "false");
            defaults.put(BINDER + "auto-add-partitions", "false");
            defaults.put(BINDER + "required-acks", "all");
            defaults.put(BINDER + "enable-observation", "true");
            defaults.put(BINDER + "consumer-properties[isolation.level]", "read_committed");
            defaults.put(BINDER + "producer-properties[enable.idempotence]", "true");
            defaults.put(BINDER + "producer-properties[max.block.ms]", "5000");
            defaults.put(BINDER + "producer-properties[request.timeout.ms]", "10000");
            defaults.put(BINDER + "producer-properties[delivery.timeout.ms]", "30000");
        }
        return defaults;
    }

    private static Map<String, Object> map(MutablePropertySources sources, String name, boolean first) {
        if (sources.get(name) instanceof MapPropertySource found) {
            return found.getSource();
        }
        MapPropertySource source = new MapPropertySource(name, new HashMap<>());
        if (first) {
            sources.addFirst(source);
        } else {
            sources.addLast(source);
        }
        return source.getSource();
    }
}
