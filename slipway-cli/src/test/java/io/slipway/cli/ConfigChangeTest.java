package io.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.cli.fake.Documents;
import io.slipway.cli.fake.FakeSlipway;
import io.slipway.config.exchange.FileSet;
import io.slipway.config.layer.RevisionId;
import io.slipway.events.config.RolloutStage;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EndedView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.events.config.view.ConfigView.RevisionView;
import io.slipway.events.config.view.ConfigView.RolloutView;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** How configuration is changed, rolled out and agreed to: what is asked of the server, and what a person reads. */
class ConfigChangeTest {
    private static final String CONFIG = "/api/v1/config/shop";
    private static final String ROLLOUT = "shop-production-config-2";
    private static final Map<String, String> DOCUMENTS = new TreeMap<>(Map.of(
            "slipway-config.yaml", "environments:\n  - name: staging\n  - name: production\n",
            "base/application.yaml", "timeout: 30 # seconds\n",
            "environments/production/pool.yaml", "pool:\n  size: 5 # of the database\n"));
    private static final String HEAD =
            RevisionId.of(FileSet.ofTexts(DOCUMENTS).files()).hex();
    private static final String MADE = "c".repeat(64);

    @TempDir
    Path folder;

    private final FakeSlipway server = new FakeSlipway();

    @BeforeEach
    void answer() {
        server.on(
                        "GET " + CONFIG + "/revisions/" + HEAD,
                        200,
                        Json.tree(new ConfigRevisionView("shop", HEAD, 1, DOCUMENTS)))
                .on("POST " + CONFIG + "/commits", 202, Documents.accepted(MADE));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void setChangesTheDocumentTheKeyIsInAndSaysWhatItWasMadeOn() {
        view(production(null, null));

        TypedCommand set = TypedCommand.run(
                server, "config", "set", "shop", "production", "pool.size=20", "pool.name='30'", "-m", "load");

        assertThat(set.status()).as(set.err()).isZero();
        assertThat(set.out()).isEqualTo(MADE + "\n");
        assertThat(server.last().headers().getFirst("If-Match")).isEqualTo('"' + HEAD + '"');
        JsonNode body = server.last().json();
        assertThat(body.path("whole").asBoolean()).isFalse();
        assertThat(body.path("reason").asString()).isEqualTo("load");
        assertThat(body.path("changes")).hasSize(1);
        assertThat(body.path("changes").path(0).path("path").asString()).isEqualTo("environments/production/pool.yaml");
        assertThat(body.path("changes").path(0).path("text").asString())
                .isEqualTo("pool:\n  size: 20 # of the database\n  name: \"30\"\n");
    }

    @Test
    void setMakesADocumentWhereALayerHasNoneAndChangesNothingTwice() {
        view(production(null, null));

        TypedCommand.run(server, "config", "set", "shop", "staging", "debug=true", "--service", "web");

        assertThat(server.last().json().path("changes").path(0).path("path").asString())
                .isEqualTo("environments/staging/services/web/application.yaml");
        TypedCommand again = TypedCommand.run(server, "config", "set", "shop", "base", "timeout=30");
        assertThat(again.status()).isZero();
        assertThat(again.err()).contains("Nothing is different");
        assertThat(server.last().method()).isEqualTo("GET");
    }

    @Test
    void setTakesAKeyAway() {
        view(production(null, null));

        TypedCommand unset = TypedCommand.run(server, "config", "set", "shop", "production", "--unset", "pool.size");

        assertThat(unset.status()).as(unset.err()).isZero();
        assertThat(server.last().json().path("changes").path(0).path("text").asString())
                .isEmpty();
    }

    @Test
    void whatIsNoAssignmentIsRefusedBeforeAnythingHappens() {
        view(production(null, null));

        TypedCommand word = TypedCommand.run(server, "config", "set", "shop", "production", "pool.size");
        assertThat(word.status()).isEqualTo(2);
        assertThat(word.err()).contains("write KEY=VALUE");
        TypedCommand where = TypedCommand.run(server, "config", "set", "shop", "prodction", "a=1");
        assertThat(where.status()).isEqualTo(2);
        assertThat(where.err()).contains("declares no environment prodction");
        assertThat(TypedCommand.run(server, "config", "set", "shop", "production", "a=[1")
                        .err())
                .contains("--text");
        assertThat(server.requests()).noneMatch(request -> request.method().equals("POST"));
    }

    @Test
    void aFaultIsToldWithItsPlaceAndAnotherChangeWithWhatItWas() {
        try (FakeSlipway refusing = new FakeSlipway()) {
            refusing.on("GET " + CONFIG, 200, Json.tree(view(List.of(production(null, null)))))
                    .on(
                            "GET " + CONFIG + "/revisions/" + HEAD,
                            200,
                            Json.tree(new ConfigRevisionView("shop", HEAD, 1, DOCUMENTS)))
                    .on(
                            "POST " + CONFIG + "/commits",
                            422,
                            problem(422, "environments/production/pool.yaml", "expected an integer"))
                    .on(
                            "POST " + CONFIG + "/commits",
                            412,
                            problem(412, "base/application.yaml", "was changed from 30 to 31"));

            TypedCommand broken = TypedCommand.run(refusing, "config", "set", "shop", "production", "pool.size=x");
            assertThat(broken.status()).isEqualTo(2);
            assertThat(broken.err())
                    .contains("environments/production/pool.yaml: line 2, column 9: pool.size: expected an integer");
            TypedCommand late = TypedCommand.run(refusing, "config", "set", "shop", "production", "pool.size=6");
            assertThat(late.status()).isEqualTo(1);
            assertThat(late.err()).contains("base/application.yaml", "was changed from 30 to 31");
        }
    }

    @Test
    void theFirstApplyIsMadeOnNothingAndRemembersWhatItMade() throws IOException {
        write();

        TypedCommand apply = TypedCommand.run(server, "config", "apply", "shop", folder.toString());

        assertThat(apply.status()).as(apply.err()).isZero();
        assertThat(server.last().headers().getFirst("If-Match")).isNull();
        assertThat(server.last().json().path("whole").asBoolean()).isTrue();
        assertThat(server.last().json().path("changes")).hasSize(3);
        assertThat(folder.resolve(".slipway-config-revision")).hasContent("shop " + MADE + "\n");
    }

    @Test
    void applyAgainChangesNothing() throws IOException {
        write();
        view(production(null, null));

        TypedCommand apply = TypedCommand.run(server, "config", "apply", "shop", folder.toString());

        assertThat(apply.status()).as(apply.err()).isZero();
        assertThat(apply.err()).contains("already");
        assertThat(server.requests()).noneMatch(request -> request.method().equals("POST"));
    }

    @Test
    void applyDoesNotTakeBackWhatItsAuthorHasNotSeen() throws IOException {
        write();
        Files.writeString(folder.resolve("base/application.yaml"), "timeout: 31\n");
        view(production(null, null));

        TypedCommand unknown = TypedCommand.run(server, "config", "apply", "shop", folder.toString());
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("--base newest", "slipway config export shop", "~ timeout: 30 becomes 31");
        Files.writeString(folder.resolve(".slipway-config-revision"), "shop " + "d".repeat(64) + "\n");
        TypedCommand.run(server, "config", "apply", "shop", folder.toString());
        assertThat(server.last().headers().getFirst("If-Match")).isEqualTo('"' + "d".repeat(64) + '"');
        TypedCommand.run(server, "config", "apply", "shop", folder.toString(), "--base", "newest");
        assertThat(server.last().headers().getFirst("If-Match")).isEqualTo('"' + HEAD + '"');
        int asked = server.requests().size();
        TypedCommand.run(server, "config", "apply", "shop", folder.toString(), "--dry-run");
        assertThat(server.requests().subList(asked, server.requests().size()))
                .noneMatch(request -> request.method().equals("POST"));
    }

    @Test
    void applyRefusesAFolderWithFaultsWithoutAskingTheServer() throws IOException {
        write();
        Files.writeString(folder.resolve("base/application.yaml"), "a: 1\na: 2\n");

        TypedCommand apply = TypedCommand.run(server, "config", "apply", "shop", folder.toString());

        assertThat(apply.status()).isEqualTo(2);
        assertThat(apply.err()).contains(folder.resolve("base/application.yaml") + ":2:1: a: is there already");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aRolloutIsFollowedToItsEnd() {
        view(
                production(rollout("waiting-for-approval", 0), null),
                production(rollout("rolling-out", 1), null),
                production(null, ended("completed")));
        server.on("POST " + CONFIG + "/rollouts", 202, Documents.accepted(ROLLOUT));

        TypedCommand rollout = TypedCommand.run(
                server,
                "config",
                "rollout",
                "shop",
                "production",
                HEAD,
                "--percent",
                "10",
                "--group",
                "canary",
                "--wait");

        assertThat(rollout.status()).as(rollout.err()).isZero();
        assertThat(rollout.out()).isEqualTo(ROLLOUT + "\n");
        assertThat(rollout.err())
                .contains("has reached 10 % of group canary, stage 1 of 2")
                .contains("all instances of production have revision");
        JsonNode body = server.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .findFirst()
                .orElseThrow()
                .json();
        assertThat(body.path("percent").asInt()).isEqualTo(10);
        assertThat(body.path("group").asString()).isEqualTo("canary");
        assertThat(body.path("revision").asString()).isEqualTo(HEAD);
    }

    @Test
    void aRejectedRolloutEndsWithTheStatusOfARejection() {
        view(production(rollout("waiting-for-approval", 0), null), production(null, ended("rejected")));
        server.on("POST " + CONFIG + "/rollouts", 202, Documents.accepted(ROLLOUT));

        TypedCommand rollout = TypedCommand.run(server, "config", "rollout", "shop", "production", HEAD, "--wait");

        assertThat(rollout.status()).isEqualTo(3);
        assertThat(rollout.err()).contains("was rejected by bob: not now; production has what it had before");
    }

    @Test
    void whatIsNotOverInTimeGoesOn() {
        view(production(rollout("waiting-for-approval", 0), null));
        server.on("POST " + CONFIG + "/rollouts", 202, Documents.accepted(ROLLOUT));

        TypedCommand rollout =
                TypedCommand.run(server, "config", "rollout", "shop", "production", "--wait", "--timeout", "0s");

        assertThat(rollout.status()).isEqualTo(5);
        assertThat(rollout.err()).contains("slipway config approve " + ROLLOUT, "goes on");
    }

    @Test
    void aPromotionShowsWhatWouldBeDifferentAndPutsExactlyThatThere() {
        view(production(rollout("waiting-for-approval", 0), null));
        changes();
        server.on("POST " + CONFIG + "/rollouts", 202, Documents.accepted(ROLLOUT));

        TypedCommand asked = TypedCommand.run(server, "config", "promote", "shop", "staging", "production");
        assertThat(asked.status()).isEqualTo(2);
        assertThat(asked.err()).contains("~ timeout: 30 becomes 31", "It takes 1 approval of other people", "--yes");
        TypedCommand yes = TypedCommand.run(server, "config", "promote", "shop", "staging", "production", "--yes");
        assertThat(yes.status()).as(yes.err()).isZero();
        assertThat(yes.out()).isEqualTo(ROLLOUT + "\n");
        assertThat(yes.err())
                .contains("waits for 1 approval; somebody else agrees with: slipway config approve " + ROLLOUT);
        assertThat(server.requests())
                .filteredOn(request -> request.method().equals("POST"))
                .singleElement()
                .satisfies(request ->
                        assertThat(request.json().path("revision").asString()).isEqualTo(MADE));
    }

    @Test
    void anApprovalIsOfTheContentThatWasShown() {
        server.on(
                "GET /api/v1/config",
                200,
                Map.of(
                        "configurations",
                        List.of(Json.tree(view(List.of(production(rollout("waiting-for-approval", 0), null)))))));
        changes();
        server.on("POST " + CONFIG + "/rollouts/" + ROLLOUT + "/approve", 202, Documents.accepted(ROLLOUT));

        TypedCommand other = TypedCommand.run(server, "config", "approve", ROLLOUT, "--revision", "eeeeeee");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("puts cccccccccccc there, not eeeeeee");
        TypedCommand approve = TypedCommand.run(server, "config", "approve", ROLLOUT, "--revision", "ccccccc");
        assertThat(approve.status()).as(approve.err()).isZero();
        assertThat(approve.out()).isEqualTo(ROLLOUT + " approved\n");
        assertThat(server.last().json().path("contentHash").asString()).isEqualTo(MADE);
        assertThat(TypedCommand.run(server, "config", "reject", "nothing").err())
                .contains("no rollout nothing waits or runs");
    }

    @Test
    void policiesThatAreNotKeptFailTheCommand() {
        server.on("GET " + CONFIG + "/policy", 200, Json.mapper().readTree("""
                [{"judgedAt": "2026-01-02T03:04:05Z", "application": "shop", "target": "production", "revision": "c",
                  "policy": "two-people", "passed": false, "evidence": ["written by alice, and nobody else approved"]}]
                """))
                .on(
                        "GET " + CONFIG + "/policy",
                        200,
                        "text/csv",
                        "judgedAt,a,t,r,p,passed,evidence\r\n1,shop,production,c,two-people,true,\"x,false,y\"\r\n");

        TypedCommand policy = TypedCommand.run(server, "config", "policy", "shop", "--production", "production");

        assertThat(policy.status()).isEqualTo(1);
        assertThat(policy.out()).contains("✗ fail", "nobody else approved");
        assertThat(server.last().path()).endsWith("/policy?secretDays=90&production=production");
        TypedCommand csv = TypedCommand.run(server, "config", "policy", "shop", "--csv");
        assertThat(csv.status()).isZero();
        assertThat(csv.out()).startsWith("judgedAt,");
        assertThat(server.last().headers().getFirst("Accept")).isEqualTo("text/csv");
    }

    private void view(EnvironmentView... production) {
        for (EnvironmentView each : production) {
            server.on("GET " + CONFIG, 200, Json.tree(view(List.of(each))));
        }
    }

    private static ConfigView view(List<EnvironmentView> production) {
        return new ConfigView(
                "shop",
                7,
                HEAD,
                List.of(new RevisionView(HEAD, null, "alice", null, Instant.EPOCH, List.of())),
                List.of(new EnvironmentView("staging", HEAD, null, List.of(), null, null), production.getFirst()));
    }

    private static EnvironmentView production(@Nullable RolloutView rollout, @Nullable EndedView last) {
        return new EnvironmentView("production", null, rollout, List.of(), null, last);
    }

    private static RolloutView rollout(String state, int reached) {
        return new RolloutView(
                ROLLOUT,
                MADE,
                state,
                List.of(new RolloutStage(10, "canary", Duration.ofMinutes(5)), RolloutStage.all()),
                reached,
                Instant.now().plusSeconds(300),
                1 - reached,
                List.of(),
                "alice",
                false);
    }

    private static EndedView ended(String outcome) {
        boolean done = outcome.equals("completed");
        return new EndedView(ROLLOUT, MADE, outcome, Instant.EPOCH, done ? null : "bob", done ? null : "not now");
    }

    private void changes() {
        server.on(
                "GET " + CONFIG + "/environments/production/changes",
                200,
                Json.mapper().readTree("""
                {"application": "shop", "environment": "production", "from": "%s", "to": "%s", "approvals": 1, "approval": [],
                 "passed": "staging", "documents": ["base/application.yaml"],
                 "targets": [{"target": "production", "changes": [
                    {"document": "", "key": "timeout", "kind": "CHANGED", "before": "30", "after": "31"}]}]}
                """.formatted(HEAD, MADE)));
    }

    private static Map<String, Object> problem(int status, String document, String message) {
        return Documents.problem(
                status,
                "The change is refused",
                "look at it",
                List.of(Map.of(
                        "field", "pool.size", "line", 2, "column", 9, "message", message, "document", document)));
    }

    private void write() throws IOException {
        for (Map.Entry<String, String> document : DOCUMENTS.entrySet()) {
            Path file = folder.resolve(document.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, document.getValue());
        }
    }
}
