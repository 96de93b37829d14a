package io.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.cli.fake.FakeSlipway;

import static io.slipway.cli.fake.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

/** What is said when it does not work. */
class ProblemsTest {
    private final FakeSlipway server = new FakeSlipway();

    @TempDir
    private Path folder = Path.of(".");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachFaultOfAFileIsShownWithItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("slipway.yaml"), "metadata:\n  name: shop\n");
        server.on(
                "PUT /api/v1/applications/shop",
                422,
                problem(
                        422,
                        "The pipeline is not valid",
                        "2 faults",
                        List.of(
                                fault("spec.environments[0].replicas", 12, 17, "1 to 100 is expected"),
                                fault("spec", 0, 0, "services is missing"))));

        TypedCommand apply = TypedCommand.run(server, "apply", "-f", file.toString());

        assertThat(apply.status()).isEqualTo(2);
        assertThat(apply.err().lines())
                .containsExactly(
                        "slipway: The pipeline is not valid: 2 faults",
                        "  line 12, column 17: spec.environments[0].replicas: 1 to 100 is expected",
                        "  spec: services is missing");
    }

    @Test
    void theOnlyFaultIsNotToldTwice() {
        server.on(
                "POST /api/v1/applications/shop/deployments",
                400,
                problem(
                        400,
                        "The request cannot be understood",
                        "enviroment: there is no such field (line 1, column 31)",
                        List.of(fault("enviroment", 1, 31, "there is no such field"))));

        assertThat(TypedCommand.run(server, "deploy", "shop", "-v", "1").err().lines())
                .containsExactly(
                        "slipway: The request cannot be understood",
                        "  line 1, column 31: enviroment: there is no such field");
    }

    @Test
    void withoutATokenItSaysWhereOneComesFrom() {
        server.on("GET /api/v1/applications", 401, problem(401, "A valid bearer token is required", "…", List.of()));

        TypedCommand status = TypedCommand.run(server, "status", "--data-folder", folder.toString());

        assertThat(status.status()).isEqualTo(1);
        assertThat(status.err()).contains("SLIPWAY_TOKEN", "SLIPWAY_DATA");
        assertThat(server.last().headers()).doesNotContainKey("Authorization");
    }

    @Test
    void anotherServerOnThePortIsNotTakenForSlipway() {
        server.on("GET /api/v1/applications", 200, "text/html", "<html>Welcome</html>")
                .on("GET /api/v1/deployments", 502, "text/html", "<html>Bad gateway</html>");

        TypedCommand status = TypedCommand.run(server, "status");
        TypedCommand history = TypedCommand.run(server, "history");

        assertThat(status.status()).isEqualTo(1);
        assertThat(status.err()).contains("no Slipway", "SLIPWAY_URL").doesNotContain("html");
        assertThat(history.status()).isEqualTo(1);
        assertThat(history.err()).contains("HTTP 502").doesNotContain("html");
    }

    @Test
    void whatIsNotDecidedYetCanBeAskedForAgain() {
        server.on(
                "POST /api/v1/applications/shop/deployments",
                202,
                Map.of("commandId", "c-77", "status", "pending", "revision", 0));

        TypedCommand deploy = TypedCommand.run(server, "deploy", "shop", "-v", "1");

        assertThat(deploy.status()).isEqualTo(1);
        assertThat(deploy.err()).contains("--idempotency-key c-77");
    }

    @Test
    void aNameThatIsNeitherApplicationNorDeploymentIsSaidToBeNeither() {
        server.on("GET /api/v1/applications", 200, Map.of("items", List.of()));

        TypedCommand status = TypedCommand.run(server, "status", "shpo");

        assertThat(status.status()).isEqualTo(1);
        assertThat(status.err()).contains("There is no application and no deployment shpo.");
    }

    @Test
    void aSlipOfTheFingerGetsASuggestionAndNotAPage() {
        TypedCommand command = TypedCommand.plain(false, "statu");

        assertThat(command.err()).contains("statu", "slipway status", "slipway --help");
        assertThat(command.err().lines().count()).isLessThan(5);
    }

    private static Map<String, ?> fault(String field, int line, int column, String message) {
        return Map.of("field", field, "line", line, "column", column, "message", message);
    }
}
