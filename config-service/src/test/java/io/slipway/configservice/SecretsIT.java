package io.slipway.configservice;

import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.config.secret.Ciphertext;
import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SealingKey;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretValue;
import io.slipway.config.secret.file.KeysetFile;
import io.slipway.events.audit.AuditEntry;
import io.slipway.events.audit.AuditEntry.Outcome;

import tools.jackson.databind.JsonNode;

import static io.slipway.configservice.RunningConfigService.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Secrets from who may write them to who may read them, the record of each read, and a keyset that is lost. */
class SecretsIT {
    private static final String PASSWORD = "correct horse ${battery} \\ staple";
    private static final String PLAIN = "/api/v1/config/shop/environments/production?secrets=plain";
    private static final String DOCUMENT = "environments/production/application.yaml";

    @TempDir
    private static Path folder;

    private static Path keyset;
    private static RunningConfigService service;
    private static String declared;
    private static String password;
    private static String revision;

    @BeforeAll
    static void aPasswordThatIsRolledOut() {
        keyset = folder.resolve("keys/keyset.json");
        service = new RunningConfigService(
                folder,
                "--slipway.config.keyset.file=" + keyset,
                "--slipway.config.keyset.create=true",
                "--slipway.access.roles.admin=alice",
                "--slipway.access.roles.deployer=bob",
                "--slipway.access.roles.secret-reader.shop.production=web");
        declared = service.commit(
                null,
                Map.of(
                        "slipway-config.yaml",
                        "environments: [{name: staging}, {name: production}]\n",
                        "base/application.yaml",
                        "timeout: 30\n"));
        password = encrypt("production", "database.password", PASSWORD);
        revision = service.commit(
                declared,
                Map.of(
                        DOCUMENT,
                        "database:\n  password: '" + password
                                + "'\nurl: mongodb://shop:${database.password}@db\nowner: '${secret:team/owner}'\n",
                        "environments/staging/application.yaml",
                        "password: '" + encrypt("staging", "password", "other") + "'\n"));
        service.rollOut("staging", revision);
        service.rollOut("production", revision);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theKeysetIsMadeForItsOwnerAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyset)))
                .isEqualTo("rw-------");
    }

    @Test
    void whoMayReadThemGetsThemWithEverythingThatRefersToThem() {
        HttpResponse<String> answer = service.getAs("web", PLAIN);

        JsonNode values = body(answer, 200).path("values");
        assertThat(values.path("database.password").asString()).isEqualTo(PASSWORD);
        assertThat(values.path("url").asString()).isEqualTo("mongodb://shop:" + PASSWORD + "@db");
        assertThat(values.path("owner").asString()).isEqualTo("${secret:team/owner}");
        assertThat(values.path("timeout").asInt()).isEqualTo(30);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
    }

    @Test
    void everybodyElseGetsThemAsTheyWereWritten() {
        JsonNode values = body(service.getAs("bob", "/api/v1/config/shop/environments/production"), 200)
                .path("values");

        assertThat(values.path("database.password").asString()).isEqualTo(password);
        assertThat(values.path("url").asString()).isEqualTo("mongodb://shop:${database.password}@db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/config/shop",
                "/api/v1/config/shop/environments/production",
                "/api/v1/config/shop/environments/production/watch",
                PLAIN,
                "/spring/shop/production",
                "/ofrep/v1/evaluate/flags/a"
            })
    void nobodyReadsAnythingWithoutAToken(String path) {
        body(service.getAs("mallory", path), 401);
    }

    @Test
    void whoAsksWithoutTheRoleIsRefusedAndThatIsRecorded() {
        body(service.getAs("bob", PLAIN), 403);
        body(service.getAs("web", "/api/v1/config/shop/environments/staging?secrets=plain"), 403);

        assertThat(audit())
                .anySatisfy(entry -> assertThat(entry.actor()
                                + entry.outcome()
                                + entry.resource().environment())
                        .isEqualTo("bobREFUSEDproduction"))
                .anySatisfy(entry -> assertThat(entry.actor()
                                + entry.outcome()
                                + entry.resource().environment())
                        .isEqualTo("webREFUSEDstaging"));
    }

    @Test
    void eachReadIsOnTheAuditTopicBeforeTheAnswerIsThere() {
        body(service.getAs("web", PLAIN, "X-Correlation-Id", "read-4711"), 200);

        assertThat(audit().stream().filter(entry -> entry.correlationId().equals("read-4711")))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.actor()).isEqualTo("web");
                    assertThat(entry.action()).isEqualTo("config.secret.read");
                    assertThat(entry.outcome()).isEqualTo(Outcome.DONE);
                    assertThat(entry.resource().key()).isEqualTo("database.password");
                    assertThat(entry.resource().environment()).isEqualTo("production");
                    assertThat(entry.resource().revision()).isEqualTo(revision);
                });
    }

    @Test
    void whoReadsWhatIsNoSecretIsOnTheAuditTopicOnceForEachPathAndRevision() {
        String path = "/api/v1/config/shop/environments/production";
        for (int i = 0; i < 3; i++) {
            body(service.getAs("alice", path), 200);
        }
        body(service.getAs("alice", path + "?revision=" + declared), 200);
        body(service.getAs("alice", "/spring/shop.web/production"), 200);
        body(service.getAs("alice", "/api/v1/config/nobody/environments/production"), 404);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(audit().stream()
                                .filter(entry -> entry.actor().equals("alice")
                                        && entry.action().equals("config.read")
                                        && "production".equals(entry.resource().environment()))
                                .map(entry -> entry.resource().application() + " "
                                        + entry.resource().revision() + " " + entry.detail()))
                        .containsExactlyInAnyOrder(
                                "shop " + revision + " GET " + path,
                                "shop " + declared + " GET " + path,
                                "shop null GET /spring/shop.web/production"));
    }

    @Test
    void whoChangedAndRolledOutWhatIsOnTheAuditTopicOnce() {
        List<AuditEntry> all = audit();

        assertThat(all.stream().map(AuditEntry::id)).doesNotHaveDuplicates();
        assertThat(all.stream()
                        .filter(entry -> revision.equals(entry.resource().revision()))
                        .filter(entry -> !entry.action().endsWith(".read"))
                        .map(entry -> entry.actor() + " " + entry.action() + " "
                                + entry.resource().environment()))
                .containsExactly(
                        "alice config.commit null",
                        "alice config.rollout.request staging",
                        "alice config.rollout.advance staging",
                        "alice config.rollout.complete staging",
                        "alice config.rollout.request production",
                        "alice config.rollout.advance production",
                        "alice config.rollout.complete production");
    }

    @Test
    void aSpringClientThatMayReadThemGetsThemInTheClear() throws IOException {
        JsonNode answer = body(service.getAs("web", "/spring/shop/production"), 200);
        JsonNode source = answer.path("propertySources").path(0).path("source");
        assertThat(source.path("database.password").asString()).isEqualTo(PASSWORD);
        assertThat(source.path("slipway.config.revision").asString()).isEqualTo(revision);

        HttpResponse<String> file = service.getAs("web", "/spring/shop-production.properties");
        Properties properties = new Properties();
        properties.load(new StringReader(file.body()));
        assertThat(properties).containsEntry("url", "mongodb://shop:" + PASSWORD + "@db");
        assertThat(file.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void aSpringClientThatMayNotGetsThemAsTheyWereWritten() {
        JsonNode answer = body(service.getAs("bob", "/spring/shop/production"), 200);

        assertThat(answer.path("propertySources")
                        .path(0)
                        .path("source")
                        .path("database.password")
                        .asString())
                .isEqualTo(password);
    }

    @Test
    void aCiphertextIsRefusedWhereItDoesNotOpen() {
        JsonNode copied = refused("password: '" + password + "'\n");
        assertThat(copied.path("line").asInt()).isEqualTo(1);
        assertThat(copied.path("field").asString()).isEqualTo("password");
        assertThat(copied.path("message").asString()).contains("does not open here");

        String changed = password.substring(0, password.length() - 4) + "AAAA";
        assertThat(refused("\ndatabase:\n  password: '" + changed + "'\n")
                        .path("line")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void whoHasThePublicKeyCanWriteASecretWithoutShowingItToTheService() {
        JsonNode key = body(service.getAs("bob", "/api/v1/config/shop/environments/staging/sealing-key"), 200);
        SealingKey sealing = new SealingKey(
                key.path("id").asString(),
                new Scope("shop", "staging"),
                key.path("keyset").asString());
        Ciphertext sealed =
                sealing.seal(SecretValue.of("sealed elsewhere"), new SecretAddress("shop", "staging", "api.key"));
        String head = service.read("/api/v1/config/shop").path("head").asString();
        String next = service.commit(
                head, Map.of("environments/staging/services/web/sealed.yaml", "api:\n  key: '" + sealed + "'\n"));

        assertThat(body(
                                service.get("/api/v1/config/shop/environments/staging?service=web&secrets=plain"
                                        + "&revision=" + next),
                                200)
                        .path("values")
                        .path("api.key")
                        .asString())
                .isEqualTo("sealed elsewhere");
    }

    @Test
    void theKeyEncryptionKeyIsReplacedWithAProofAndNothingElseChanges() {
        String before = keyIds().getFirst();
        String written =
                service.get("/api/v1/config/shop/revisions/" + revision).body();
        body(service.post("bob", "/api/v1/config-keys/rotation", Map.of()), 403);

        body(service.post("alice", "/api/v1/config-keys/rotation", Map.of()), 202);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !rotation().path("state").asString().equals("RUNNING"));

        assertThat(rotation().path("state").asString())
                .as(rotation().toString())
                .isEqualTo("DONE");
        assertThat(rotation().path("retired").path(0).asString()).isEqualTo(before);
        assertThat(rotation().path("rewrapped").asInt()).isEqualTo(4);
        assertThat(rotation().path("checked").asInt())
                .as("four keys and the values")
                .isGreaterThan(5);
        assertThat(keyIds()).hasSize(1).doesNotContain(before);
        assertThat(body(service.getAs("web", PLAIN), 200)
                        .path("values")
                        .path("database.password")
                        .asString())
                .isEqualTo(PASSWORD);
        assertThat(service.get("/api/v1/config/shop/revisions/" + revision).body())
                .isEqualTo(written);
        assertThat(audit().stream()
                        .filter(entry -> entry.action().equals("config.keys.rewrap"))
                        .map(entry -> entry.actor() + " " + entry.resource().environment() + " "
                                + entry.resource().id()))
                .contains("alice production " + before, "alice staging " + before);
    }

    @Test
    void withoutTheKeysetEverythingElseIsServedAsBeforeAndChanged() throws IOException {
        String path = "/api/v1/config/shop/environments/production?revision=" + revision;
        String before = service.get(path).body();
        Path elsewhere = keyset.resolveSibling("lost");
        service.stop();
        Files.move(keyset, elsewhere);
        service.start();
        try {
            assertThat(service.get(path).body()).isEqualTo(before);
            JsonNode plain = body(service.getAs("web", PLAIN + "&revision=" + revision), 200);
            assertThat(plain.path("values").path("timeout").asInt()).isEqualTo(30);
            assertThat(plain.path("values").has("database.password")).isFalse();
            assertThat(plain.path("values").has("url")).isFalse();
            assertThat(plain.path("unreadable").path("database.password").asString())
                    .containsPattern("No key-encryption key [0-9a-f]{8}: the keyset file .* does not exist");
            JsonNode spring = body(service.getAs("web", "/spring/shop/production"), 200);
            assertThat(spring.path("propertySources")
                            .path(0)
                            .path("source")
                            .path("invalid.database.password")
                            .asString())
                    .isEqualTo("<n/a>");
            body(
                    service.post(
                            "alice",
                            "/api/v1/config/shop/encrypt",
                            Map.of("environment", "production", "key", "a", "value", "b")),
                    503);
            String head = service.read("/api/v1/config/shop").path("head").asString();
            service.commit(head, Map.of("base/more.yaml", "more: 1\n"));
            assertThat(Files.exists(keyset)).as("nothing is made in its place").isFalse();
        } finally {
            Files.move(elsewhere, keyset);
        }
        assertThat(body(service.getAs("web", PLAIN), 200)
                        .path("values")
                        .path("database.password")
                        .asString())
                .as("brought back without a restart")
                .isEqualTo(PASSWORD);
    }

    private static JsonNode rotation() {
        return service.read("/api/v1/config-keys/rotation");
    }

    /** What is in the file. */
    private static List<String> keyIds() {
        return List.copyOf(new KeysetFile(keyset).load().keyIds());
    }

    private static JsonNode refused(String text) {
        String head = service.read("/api/v1/config/shop").path("head").asString();
        return body(
                        service.post(
                                "bob",
                                "/api/v1/config/shop/commits",
                                Map.of("changes", List.of(Map.of("path", DOCUMENT, "text", text))),
                                "If-Match",
                                '"' + head + '"'),
                        422)
                .path("errors")
                .path(0);
    }

    private static List<AuditEntry> audit() {
        return Records.audit(service.bootstrapServers());
    }

    private static String encrypt(String environment, String key, String value) {
        return body(
                        service.post(
                                "bob",
                                "/api/v1/config/shop/encrypt",
                                Map.of("environment", environment, "key", key, "value", value)),
                        200)
                .path("ciphertext")
                .asString();
    }
}
