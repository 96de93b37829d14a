package io.slipway.backup.kafka;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.slipway.backup.tree.TreeBrowser;
import io.slipway.configservice.ConfigServiceApplication;
import io.slipway.events.Topics;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.topics.TopicProvisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The cluster is lost; a service starts on a new one from a backup, and goes on where it was. */
class RestoredServiceIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TOKEN = "alice-has-a-token-of-her-own";
    private static final String REVISIONS = "/api/v1/config/shop/commits";

    @TempDir
    private Path folder;

    private ConfigurableApplicationContext context;

    private void start(EmbeddedKafka kafka) throws Exception {
        context = new SpringApplicationBuilder(ConfigServiceApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--logging.structured.format.console=",
                        "--slipway.http.tokens.alice=" + TOKEN,
                        "--slipway.kafka.bootstrap-servers=" + kafka.bootstrapServers());
        await().atMost(Duration.ofSeconds(120))
                .until(() -> get("/actuator/health/readiness").statusCode() == 200);
    }

    private HttpRequest.Builder request(String path) {
        String port = context.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(120))
                .header("Authorization", "Bearer " + TOKEN);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> commit(String command, String text, String... headers) throws Exception {
        HttpRequest.Builder request = request(REVISIONS)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=60")
                .header("Idempotency-Key", command)
                .POST(BodyPublishers.ofString("""
                        {"changes": [
                          {"path": "slipway-config.yaml", "text": "environments: [{name: staging}]"},
                          {"path": "base/application.yaml", "text": "%s"}
                        ]}""".formatted(text)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String subject(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.body().replaceFirst("(?s).*\"subject\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    @Test
    void goesOnWhereItWas() throws Exception {
        String first;
        String second;
        String before;
        try (Exports exports = new Exports()) {
            TreeBrowser taken;
            try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("lost"))) {
                start(kafka);
                first = subject(commit("command-1", "timeout: 30"));
                second = subject(commit("command-2", "timeout: 31", "If-Match", '"' + first + '"'));
                before = revision(second);
                taken = exports.take(
                        Exports.of(KafkaSettings.of(kafka.bootstrapServers(), "backup"), Topics.withDeadLetters()));
                context.close();
            }

            try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("new"))) {
                KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers(), "restore");
                new TopicProvisioner(settings).provision(Topics.withDeadLetters());
                KafkaManifest manifest =
                        new KafkaImport(settings.client("restore")).restore(taken, Exports.FOLDER, (_, _, _) -> {});
                assertThat(manifest.atOneMoment()).isTrue();
                assertThat(manifest.groups())
                        .extracting(KafkaManifest.Group::name)
                        .contains("slipway-config");

                start(kafka);
                assertThat(revision(second)).isEqualTo(before);
                assertThat(subject(commit("command-2", "timeout: 31", "If-Match", '"' + first + '"')))
                        .as("a command that was answered gets its answer, and is not carried out again")
                        .isEqualTo(second);
                String third = subject(commit("command-3", "timeout: 32", "If-Match", '"' + second + '"'));
                assertThat(third).isNotIn(first, second);
                context.close();
            }
        }
    }

    private String revision(String id) throws Exception {
        HttpResponse<String> answer = get("/api/v1/config/shop/revisions/" + id);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
