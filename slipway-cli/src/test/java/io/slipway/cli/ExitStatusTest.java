package io.slipway.cli;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.cli.fake.FakeSlipway;
import io.slipway.events.deploy.DeploymentState;

import static io.slipway.cli.fake.Documents.accepted;
import static io.slipway.cli.fake.Documents.deployment;
import static io.slipway.cli.fake.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

class ExitStatusTest {
    private static final String ID = "shop-staging-1";

    private final FakeSlipway server = new FakeSlipway();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED,0", "FAILED,1", "CANCELLED,1", "SUPERSEDED,1", "REJECTED,3", "ROLLED_BACK,4"})
    void saysHowTheDeploymentEnded(DeploymentState end, int status) {
        server.on("POST /api/v1/applications/shop/deployments", 202, accepted(ID))
                .on("GET /api/v1/deployments/" + ID, 200, deployment(ID, DeploymentState.BUILDING))
                .on("GET /api/v1/deployments/" + ID, 200, deployment(ID, end));

        TypedCommand deploy = TypedCommand.run(server, "deploy", "shop", "-v", "1.2.0", "--wait");

        assertThat(deploy.status()).isEqualTo(status);
        assertThat(deploy.out()).as("the id, for a script").isEqualToNormalizingNewlines(ID + "\n");
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED,0", "FAILED,1", "REJECTED,3", "ROLLED_BACK,4"})
    void saysTheSameToWhoWatches(DeploymentState end, int status) {
        server.on("GET /api/v1/deployments/" + ID, 200, deployment(ID, end));

        assertThat(TypedCommand.run(server, "watch", ID).status()).isEqualTo(status);
    }

    @Test
    void isThatOfTheLastDeploymentWhereOneLeadsToTheNext() {
        var staging = deployment(ID, DeploymentState.SUCCEEDED).put("promotedTo", "shop-production-1");
        server.on("GET /api/v1/deployments/" + ID, 200, staging)
                .on(
                        "GET /api/v1/deployments/shop-production-1",
                        200,
                        deployment("shop-production-1", DeploymentState.ROLLED_BACK));

        assertThat(TypedCommand.run(server, "watch", ID).status()).isEqualTo(4);
    }

    @Test
    void is5WhenTheTimeIsOverAndSaysThatItGoesOn() {
        server.on("GET /api/v1/deployments/" + ID, 200, deployment(ID, DeploymentState.VERIFYING));

        TypedCommand watch = TypedCommand.run(server, "watch", ID, "--timeout", "0s");

        assertThat(watch.status()).isEqualTo(5);
        assertThat(watch.err()).contains(ID + " goes on; follow it again with: slipway watch " + ID);
    }

    @Test
    void is3WhenAPlanWouldBeRejected() {
        server.on("POST /api/v1/applications/shop/plan", 200, """
                {"application": "shop", "environment": "production", "version": "1.2.0", "steps": [], "rejected": true,
                 "gates": [{"name": "in-staging", "verdict": "REFUSES", "detail": "1.2.0 has not passed staging"}],
                 "ahead": []}""".transform(
                        io.slipway.events.json.Json.mapper()::readTree));

        TypedCommand plan = TypedCommand.run(server, "plan", "shop", "-v", "1.2.0");

        assertThat(plan.status()).isEqualTo(3);
        assertThat(plan.out())
                .contains(
                        "✗ gate in-staging: 1.2.0 has not passed staging",
                        "It would be rejected.",
                        "nothing is changed");
    }

    @ParameterizedTest
    @CsvSource({"400,2", "413,2", "422,2", "401,1", "403,1", "404,1", "409,1", "503,1"})
    void tellsAFaultOfTheCallerFromARefusal(int answered, int status) {
        server.on(
                "POST /api/v1/deployments/" + ID + "/cancel",
                answered,
                problem(answered, "It does not work", "because", List.of()));

        TypedCommand cancel = TypedCommand.run(server, "cancel", ID);

        assertThat(cancel.status()).isEqualTo(status);
        assertThat(cancel.err()).contains("slipway: It does not work: because");
    }

    @Test
    void is1WhenNobodyAnswersAndSaysWhatToDo() {
        server.close();

        TypedCommand status = TypedCommand.run(server, "status");

        assertThat(status.status()).isEqualTo(1);
        assertThat(status.err()).contains("not answering at " + server.url(), "slipway up", "SLIPWAY_URL");
        assertThat(status.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy",
                "deploy shop",
                "deploy shop -v 1 --artifact web",
                "deploy shop -v 1 --timeout 3x",
                "status -o xml",
                "statu",
                "approve",
                "retry shop-staging-1",
                "watch a b",
                "apply -f no-such-file.yaml",
                "publish",
                "publish no-such-file.json",
                "publish --type io.example.x --data {",
                "status --url nonsense",
                "dlt",
                ""
            })
    void is2ForACommandThatMakesNoSenseAndTheFaultIsTheFirstLine(String typed) {
        TypedCommand command = TypedCommand.plain(false, typed.isEmpty() ? new String[0] : typed.split(" "));

        assertThat(command.status()).isEqualTo(2);
        assertThat(command.out()).isEmpty();
        assertThat(command.err().lines().findFirst().orElseThrow()).matches("(slipway: |Usage: ).+");
        assertThat(command.err()).doesNotContain("Exception", "\tat ");
    }
}
