package io.slipway.configservice.http;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;

/**
 * What the signatures of the controllers do not say: operations that are served at several paths, parameters that are read
 * from the request itself, and protocols that have errors of their own.
 */
public final class ConfigOpenApi implements GlobalOpenApiCustomizer {
    private static final String OFREP = "/ofrep/";
    private static final String SPRING = "/spring/";

    @Override
    public void customise(OpenAPI api) {
        SortedMap<String, Integer> seen = new TreeMap<>();
        new TreeMap<>(api.getPaths())
                .forEach((path, item) -> item.readOperations().forEach(operation -> {
                    if (path.startsWith(OFREP) || path.startsWith(SPRING)) {
                        atOnePath(path, operation, seen);
                    }
                    if (path.startsWith(OFREP)) {
                        operation
                                .getResponses()
                                .put(
                                        "default",
                                        new ApiResponse().description("What is wrong, as the protocol says it"));
                    }
                }));
        add(
                api,
                "/api/v1/config/{application}/commits",
                PathItem.HttpMethod.POST,
                parameter(
                        "header",
                        "If-Match",
                        "The revision that the change was made on, in quotes; left out for an application's first."));
        add(
                api,
                "/api/v1/config/{application}/environments/{environment}",
                PathItem.HttpMethod.GET,
                parameter("query", "secrets", "plain: secrets in the clear, for who may read them."));
    }

    /** Leaves the path parameters that the path has, and numbers the ids from the second path on. */
    private static void atOnePath(String path, Operation operation, Map<String, Integer> seen) {
        String id = operation.getOperationId();
        int times = seen.merge(id, 1, Integer::sum);
        if (times > 1) {
            operation.setOperationId(id + times);
        }
        operation.setParameters(Stream.ofNullable(operation.getParameters())
                .flatMap(List::stream)
                .filter(parameter ->
                        !"path".equals(parameter.getIn()) || path.contains("{" + parameter.getName() + "}"))
                .toList());
        operation.getParameters().stream()
                .filter(parameter -> "path".equals(parameter.getIn()))
                .forEach(parameter -> parameter.setRequired(true));
    }

    private static Parameter parameter(String in, String name, String description) {
        return new Parameter()
                .in(in)
                .name(name)
                .description(description)
                .required(false)
                .schema(new StringSchema());
    }

    private static void add(OpenAPI api, String path, PathItem.HttpMethod method, Parameter parameter) {
        api.getPaths().get(path).readOperationsMap().get(method).addParametersItem(parameter);
    }
}
