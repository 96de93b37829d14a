package io.slipway.deploy.http.github;

import java.util.Map;

import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.responses.ApiResponse;

/** Where the description of GitHub's operations differs from that of ours: a 201, and GitHub's errors. */
final class GitHubOpenApi implements GlobalOpenApiCustomizer {
    @Override
    public void customise(OpenAPI api) {
        api.getPaths().forEach((path, item) -> {
            if (path.contains(GitHubDeploymentController.PATH)) {
                item.readOperationsMap().forEach(GitHubOpenApi::describe);
            }
        });
    }

    private static void describe(PathItem.HttpMethod method, Operation operation) {
        Map<String, ApiResponse> responses = operation.getResponses();
        responses.put("default", new ApiResponse().description("What is wrong, as GitHub's API says it"));
        ApiResponse done = responses.get("200");
        if (method == PathItem.HttpMethod.POST && done != null) {
            responses.remove("200");
            responses.put("201", done.description("Created"));
        }
    }
}
