package io.slipway.deploy.domain.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.events.deploy.pipeline.ServiceSpec;

/** Services in the order in which they are rolled out: each after those it depends on, else as declared. */
final class ServiceOrder {
    private ServiceOrder() {}

    /** Total also for a specification with a cycle, which the validation refuses: then as declared. */
    static List<ServiceSpec> of(List<ServiceSpec> services) {
        Map<String, ServiceSpec> left = new LinkedHashMap<>();
        services.forEach(service -> left.put(service.name(), service));
        List<ServiceSpec> order = new ArrayList<>();
        while (!left.isEmpty()) {
            ServiceSpec next = left.values().stream()
                    .filter(service -> service.dependsOn().stream().noneMatch(left::containsKey))
                    .findFirst()
                    .orElseGet(() -> left.values().iterator().next());
            left.remove(next.name());
            order.add(next);
        }
        return order;
    }
}
