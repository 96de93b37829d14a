package io.slipway.benchmarks;

import java.nio.file.Path;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;

import io.slipway.deploy.DeployOrchestratorConfiguration;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.notification.NotificationServiceConfiguration;

/** The standalone with workers that do nothing: broker, orchestrator and notifications in one JVM. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({DeployOrchestratorConfiguration.class, NotificationServiceConfiguration.class, NoOpHandlers.class})
public class NoOpApplication {

    /** Takes the settings {@code slipway.data}, {@code slipway.port} and {@code slipway.kafka.port}. */
    public static void main(String[] args) {
        Path data = Path.of(System.getProperty("slipway.data"));
        int kafkaPort = Integer.getInteger("slipway.kafka.port");
        SpringApplication application = new SpringApplication(NoOpApplication.class);
        application.addInitializers(context -> {
            EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"), kafkaPort, kafkaPort + 1);
            SpringApplication.getShutdownHandlers().add(kafka::close);
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "benchmark",
                            Map.of(
                                    "server.port",
                                    Integer.getInteger("slipway.port"),
                                    "slipway.http.anonymous",
                                    true,
                                    "slipway.kafka.bootstrap-servers",
                                    "127.0.0.1:" + kafkaPort)));
        });
        application.run(args);
    }
}
