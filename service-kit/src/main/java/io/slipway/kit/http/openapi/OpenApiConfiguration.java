package io.slipway.kit.http.openapi;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;

import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;

import tools.jackson.databind.JsonNode;

/** The OpenAPI description of a service's HTTP API: what the controllers' signatures do not say. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {
    private static final String TOKEN = "bearer";

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Actor.class, HttpHeaders.class)
                .replaceWithClass(JsonNode.class, Object.class);
    }

    @Bean
    OpenAPI slipwayOpenApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Slipway")
                        .version("v1")
                        .description("Errors are problems (RFC 9457). Commands are answered 202 once Kafka has them."))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    /** The same document wherever the service runs. */
    @Bean
    GlobalOpenApiCustomizer slipwayOpenApiSurroundings() {
        return api -> {
            api.setServers(List.of(new Server().url("/")));
            ModelConverters.getInstance(true).readAll(Problem.class).forEach(api.getComponents()::addSchemas);
        };
    }

    @Bean
    GlobalOperationCustomizer slipwayOpenApiOperations() {
        OperationTexts texts = OperationTexts.load();
        return (operation, handler) -> {
            operation.getResponses().addApiResponse("default", problem());
            operation.setOperationId(name(handler));
            if (handler.getMethod().isAnnotationPresent(PostMapping.class)
                    && handler.getMethod().getName().equals("publish")) {
                accepted(operation);
            }
            if (handler.getReturnType().getParameterType() == ResponseEntity.class
                    && handler.getReturnType()
                            .getGenericParameterType()
                            .getTypeName()
                            .contains(CommandAnswer.class.getSimpleName())) {
                command(operation);
            }
            if (Arrays.stream(handler.getMethodParameters())
                    .anyMatch(parameter -> parameter.getParameterType() == byte[].class)) {
                operation.getRequestBody().setContent(file(handler.getMethod().getName()));
            }
            describe(operation, texts);
            return operation;
        };
    }

    private static void describe(Operation operation, OperationTexts texts) {
        String name = operation.getOperationId();
        operation.summary(texts.summary(name)).description(texts.description(name));
        String answer = texts.response(name);
        if (answer != null) {
            operation.getResponses().entrySet().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .forEach(response -> response.getValue().description(answer));
        }
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(parameter -> parameter.getDescription() == null)
                    .forEach(parameter -> parameter.description(texts.parameter(name, parameter.getName())));
        }
    }

    /** Unique, and the same in whatever order the controllers are found: {@code deployment.cancel}. */
    private static String name(HandlerMethod handler) {
        String type = handler.getBeanType().getSimpleName().replace("Controller", "");
        return type.substring(0, 1).toLowerCase(Locale.ROOT)
                + type.substring(1)
                + "."
                + handler.getMethod().getName();
    }

    /** What the operations take that read the body's bytes themselves. */
    private static Content file(String method) {
        MediaType any = new MediaType().schema(new ObjectSchema());
        return switch (method) {
            case "apply" -> new Content().addMediaType("application/yaml", any).addMediaType("application/json", any);
            case "publish" ->
                new Content().addMediaType("application/cloudevents+json", any).addMediaType("application/json", any);
            default -> new Content().addMediaType("application/json", any);
        };
    }

    private static void command(Operation operation) {
        operation.addParametersItem(
                header("Idempotency-Key", "The command's id: the same id and body again get the first answer."));
        operation.addParametersItem(
                header("Prefer", "wait=<seconds>: how long to wait for the answer; 5, at most 60."));
        operation.addParametersItem(header("X-Slipway-Actor", "The person behind the token, for the record."));
        accepted(operation);
    }

    private static void accepted(Operation operation) {
        ApiResponse answer = operation.getResponses().remove("200");
        if (answer != null) {
            operation.getResponses().addApiResponse("202", answer.description("Accepted, or not answered yet"));
        }
    }

    private static HeaderParameter header(String name, String description) {
        HeaderParameter parameter = new HeaderParameter();
        parameter.name(name).description(description).required(false).schema(new StringSchema());
        return parameter;
    }

    private static ApiResponse problem() {
        return new ApiResponse()
                .description("A problem")
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
    }
}
