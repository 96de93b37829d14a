package io.slipway.configservice;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SealingKey;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretValue;

import tools.jackson.databind.JsonNode;

import static io.slipway.configservice.RunningConfigService.body;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** Secrets that are planted everywhere, and then looked for on every topic, in every log line and in every answer. */
class CanaryIT {
    /** Encrypted by the service, sealed for it, and in the clear where it must not be. */
    private static final String ENCRYPTED = "canary-encrypted-Zk81qWmX2v";

    private static final String SEALED = "canary-sealed-Qp40rTyN7b";
    private static final String IN_THE_CLEAR = "canary-clear-Hx93sLdE5m";
    private static final String TOKEN = "ghp_canaryA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5";
    private static final List<String> CANARIES = List.of(ENCRYPTED, SEALED, IN_THE_CLEAR, TOKEN);

    private static final String SHOP = "/api/v1/config/shop";
    private static final String PRODUCTION = SHOP + "/environments/production";
    private static final String DOCUMENT = "environments/production/application.yaml";

    @TempDir
    private static Path folder;

    private final List<HttpResponse<String>> audited = new ArrayList<>();
    private final List<String> watched = new ArrayList<>();
    private RunningConfigService service;

    @Test
    void noneIsSeenOutsideOfAReadThatIsRecorded() throws Exception {
        try (RunningConfigService running = new RunningConfigService(
                        folder,
                        "--slipway.config.keyset.file=" + folder.resolve("keyset.json"),
                        "--slipway.config.keyset.create=true",
                        "--slipway.access.roles.deployer=alice",
                        "--slipway.access.roles.viewer=bob",
                        "--slipway.access.roles.secret-reader=web");
                // The start of a service sets up logging anew.
                LogCapture log = LogCapture.open()) {
            service = running;
            String first = service.commit(
                    null,
                    Map.of("slipway-config.yaml", "environments: [{name: production}]\n", "base/a.yaml", "a: 1\n"));
            service.rollOut("production", first);
            String second = plantEncrypted(first);
            plantInTheClear(second);
            mistakes();
            reads(first, second);
            List<ConsumerRecord<byte[], byte[]>> records = Records.everything(service.bootstrapServers());

            assertThat(audited)
                    .as("whoever may read them does")
                    .allSatisfy(answer -> assertThat(answer.body()).contains(ENCRYPTED));
            assertThat(records.stream().map(CanaryIT::text))
                    .as("the topics that are looked at are the right ones")
                    .anyMatch(text -> text.contains("{cipher}v1:"));
            assertThat(log.lines())
                    .as("the log that is looked at is the right one")
                    .hasSizeGreaterThan(100);
            assertThat(service.answers()).hasSizeGreaterThan(30);
            assertThat(records.stream().filter(record -> shows(text(record))).map(ConsumerRecord::topic))
                    .isEmpty();
            assertThat(log.lines().stream().filter(CanaryIT::shows)).isEmpty();
            assertThat(watched.stream().filter(CanaryIT::shows)).isEmpty();
            assertThat(service.answers().stream()
                            .filter(answer -> !audited.contains(answer))
                            .filter(answer -> shows(answer.body() + answer.headers()))
                            .map(answer -> answer.request().method() + " " + answer.uri()))
                    .isEmpty();
        }
    }

    private String plantEncrypted(String first) {
        String encrypted = body(encrypt("alice", "production", "database.password", ENCRYPTED), 200)
                .path("ciphertext")
                .asString();
        JsonNode key = service.read(PRODUCTION + "/sealing-key");
        SealingKey sealing = new SealingKey(
                key.path("id").asString(),
                new Scope("shop", "production"),
                key.path("keyset").asString());
        var sealed = sealing.seal(SecretValue.of(SEALED), new SecretAddress("shop", "production", "sealed"));
        String second = service.commit(
                first,
                Map.of(
                        DOCUMENT,
                        "database: {password: '" + encrypted + "'}\nsealed: '" + sealed
                                + "'\nurl: x://${database.password}\n"));
        service.rollOut("production", second);
        return second;
    }

    /** Every place in which a secret may stand by mistake, in every format. */
    private void plantInTheClear(String head) {
        Map<String, String> documents = new HashMap<>();
        documents.put(DOCUMENT, "database:\n  password: " + IN_THE_CLEAR + "\n");
        documents.put("base/b.yaml", "b: 1 # " + TOKEN + "\n");
        documents.put("base/c.properties", "c=" + TOKEN + "\n");
        documents.put("base/d.env", "API_TOKEN=" + IN_THE_CLEAR + "\n");
        documents.put("base/e.json", "{\"password\": \"" + IN_THE_CLEAR + "\"}");
        documents.put("base/f.yaml", "password: \"" + IN_THE_CLEAR + "\n");
        documents.put("base/g.json", "{\"password\": " + IN_THE_CLEAR + "}");
        documents.put("base/h.yaml", "password: '{cipher}" + IN_THE_CLEAR + "'\n");
        documents.put("environments/nowhere/i.yaml", "password: " + IN_THE_CLEAR + "\n");
        documents.forEach((path, text) -> {
            var change = Map.of("changes", List.of(Map.of("path", path, "text", text)));
            body(service.post("alice", SHOP + "/commits", change, "If-Match", '"' + head + '"'), 422);
            body(service.post("alice", SHOP + "/commits", change), 409);
            body(service.post("alice", SHOP + "/commits", change, "If-Match", '"' + "0".repeat(64) + '"'), 412);
            body(service.post("alice", "/api/v1/config/other/commits", change), 422);
        });
    }

    /** Requests that are refused, each with a secret in it. */
    private void mistakes() {
        body(encrypt("bob", "production", "a", IN_THE_CLEAR), 403);
        body(encrypt("alice", "nowhere", "a", IN_THE_CLEAR), 404);
        body(encrypt("alice", "production", "a..b", IN_THE_CLEAR), 400);
        body(encrypt("alice", "production", "a", IN_THE_CLEAR.repeat(5000)), 400);
        String begin = "{\"environment\": \"production\", \"key\": \"a\", \"value\": ";
        for (String rest : List.of(
                IN_THE_CLEAR + "}",
                "\"" + IN_THE_CLEAR,
                "[\"" + IN_THE_CLEAR + "\"]}",
                "{\"x\": \"" + IN_THE_CLEAR + "\"}}",
                "\"\\q" + IN_THE_CLEAR + "\"}",
                "\"" + IN_THE_CLEAR + "\", \"more\": 1}",
                "\"\\ud800" + IN_THE_CLEAR + "\"}")) {
            HttpResponse<String> answer = service.postText("alice", SHOP + "/encrypt", begin + rest);
            assertThat(answer.statusCode()).as(rest).isEqualTo(400);
        }
    }

    private void reads(String first, String second) throws Exception {
        String watch = PRODUCTION + "/watch";
        try (WatchingClient client = WatchingClient.open(service, watch, Map.of())) {
            watched.add(client.next().toString());
        }
        for (String path : List.of(
                SHOP,
                "/api/v1/config",
                SHOP + "/revisions/" + second,
                SHOP + "/diff?from=" + first + "&to=" + second,
                PRODUCTION,
                PRODUCTION + "/explain?key=database.password",
                PRODUCTION + "/explain?key=url",
                PRODUCTION + "/instances",
                "/spring/shop/production",
                "/spring/shop-production.yml",
                "/spring/shop-production.properties")) {
            assertThat(service.getAs("bob", path).statusCode()).as(path).isEqualTo(200);
        }
        body(service.getAs("bob", PRODUCTION + "?secrets=plain"), 403);
        for (String path : Stream.of(
                        PRODUCTION + "?secrets=plain",
                        "/spring/shop/production",
                        "/spring/shop-production.yml",
                        "/spring/shop-production.properties")
                .toList()) {
            audited.add(service.getAs("web", path));
        }
    }

    private HttpResponse<String> encrypt(String person, String environment, String key, String value) {
        return service.post(person, SHOP + "/encrypt", Map.of("environment", environment, "key", key, "value", value));
    }

    private static boolean shows(String text) {
        return CANARIES.stream().anyMatch(text::contains);
    }

    /** Bytes one to one, so that nothing is lost that is no text. */
    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder();
        Stream.of(record.key(), record.value())
                .filter(bytes -> bytes != null)
                .forEach(bytes -> text.append(new String(bytes, ISO_8859_1)).append('\n'));
        for (Header header : record.headers()) {
            text.append(header.key())
                    .append(new String(header.value(), ISO_8859_1))
                    .append('\n');
        }
        return text.toString();
    }
}
