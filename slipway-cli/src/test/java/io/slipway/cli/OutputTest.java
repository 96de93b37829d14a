package io.slipway.cli;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.cli.fake.FakeSlipway;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static io.slipway.cli.fake.Documents.application;
import static io.slipway.cli.fake.Documents.deployment;
import static io.slipway.cli.fake.Documents.items;
import static org.assertj.core.api.Assertions.assertThat;

class OutputTest {
    private final FakeSlipway server = new FakeSlipway();

    @BeforeEach
    void answer() {
        server.on("GET /api/v1/applications", 200, items(application("shop"), application("till")))
                .on(
                        "GET /api/v1/deployments",
                        200,
                        items(
                                deployment("shop-staging-2", DeploymentState.ROLLED_BACK),
                                deployment("shop-staging-1", DeploymentState.SUCCEEDED)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aTableHasOneRowPerThingAndAlignedColumns() {
        List<String> lines =
                TypedCommand.run(server, "history", "shop").out().lines().toList();

        assertThat(lines).hasSize(3);
        int state = lines.getFirst().indexOf("STATE");
        assertThat(lines.get(1).substring(state)).startsWith("rolled back");
        assertThat(lines.get(2).substring(state)).startsWith("succeeded");
        assertThat(server.last().path()).isEqualTo("/api/v1/deployments?application=shop&limit=20");
    }

    @Test
    void anEmptyTableIsASentenceAndStandardOutputStaysEmpty() {
        server.on("GET /api/v1/dead-letters", 200, Map.of("items", List.of()));

        TypedCommand dlt = TypedCommand.run(server, "dlt", "list");

        assertThat(dlt.status()).isZero();
        assertThat(dlt.out()).isEmpty();
        assertThat(dlt.err()).isEqualToNormalizingNewlines("No dead letters.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "history", "history shop"})
    void jsonAndYamlHoldTheSameAndAreWhole(String typed) {
        JsonNode json = Json.mapper().readTree(run(typed + " -o json"));
        JsonNode yaml = YAMLMapper.builder().build().readTree(run(typed + " --output=yaml"));

        assertThat(json).hasSize(2);
        assertThat(yaml.toString()).isEqualTo(json.toString());
    }

    @Test
    void oneThingAskedForByNameIsNoList() {
        assertThat(Json.mapper()
                        .readTree(run("status till -o json"))
                        .path("name")
                        .asString())
                .isEqualTo("till");
    }

    @Test
    void aVersionThatLooksLikeANumberStaysTextInYaml() {
        server.on(
                "GET /api/v1/deployments/shop-staging-1",
                200,
                deployment("shop-staging-1", DeploymentState.SUCCEEDED).put("version", "1.10"));

        assertThat(run("status shop-staging-1 -o yaml")).contains("version: \"1.10\"");
    }

    @Test
    void theFormatIsUnderstoodInCapitalsToo() {
        assertThat(run("status -o JSON")).startsWith("[");
    }

    private String run(String typed) {
        TypedCommand command = TypedCommand.run(server, typed.split(" "));
        assertThat(command.status()).as(command.err()).isZero();
        return command.out();
    }
}
