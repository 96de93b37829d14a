package io.slipway.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;

import io.slipway.backupservice.BackupServiceConfiguration;
import io.slipway.configservice.ConfigServiceConfiguration;
import io.slipway.deploy.DeployOrchestratorConfiguration;
import io.slipway.deploy.RolloutConfiguration;
import io.slipway.deploy.build.BuildConfiguration;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.notification.NotificationServiceConfiguration;
import io.slipway.standalone.recovery.DrillBrokerConfiguration;

/** The whole of Slipway in one JVM. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({
    DeployOrchestratorConfiguration.class,
    NotificationServiceConfiguration.class,
    ConfigServiceConfiguration.class,
    BackupServiceConfiguration.class,
    DrillBrokerConfiguration.class,
    BuildConfiguration.class,
    RolloutConfiguration.class
})
public class StandaloneApplication {
    /** Exit status when the start is refused for a reason the user can mend. */
    private static final int REFUSED = 78;
    /** Exit status when it cannot start; the log says why. */
    private static final int FAILED = 1;

    public static void main(String[] args) {
        try {
            start(StandaloneSettings.read(), args);
        } catch (StartRefusedException e) {
            System.err.println("slipway: " + e.getMessage());
            System.exit(REFUSED);
        }
    }

    private static void start(StandaloneSettings settings, String[] args) {
        DataFolder data = DataFolder.open(settings.data());
        requireFree(settings.httpPort(), "SLIPWAY_PORT");
        requireFree(settings.kafkaPort(), "SLIPWAY_KAFKA_PORT");
        requireFree(settings.kafkaPort() + 1, "SLIPWAY_KAFKA_PORT");
        SpringApplication application = new SpringApplication(StandaloneApplication.class);
        // Not before the logging is set up, and before the first bean asks for it.
        application.addInitializers(context -> {
            startKafka(settings, data);
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("standalone", settings.asProperties(data.path())));
            context.getEnvironment()
                    .getPropertySources()
                    .addLast(new MapPropertySource("standalone-defaults", settings.defaults(data.path())));
        });
        try {
            application.run(args);
        } catch (RuntimeException e) {
            // It has been logged; the threads of the broker would keep the process from ending.
            System.exit(FAILED);
        }
    }

    private static void startKafka(StandaloneSettings settings, DataFolder data) {
        EmbeddedKafka kafka =
                EmbeddedKafka.start(data.path().resolve("kafka"), settings.kafkaPort(), settings.kafkaPort() + 1);
        // Runs after the application has been closed, also on SIGTERM: the broker goes last.
        SpringApplication.getShutdownHandlers().add(() -> {
            kafka.close();
            data.close();
        });
    }

    private static void requireFree(int port, String variable) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw new StartRefusedException(taken(port, variable));
        }
    }

    private static String taken(int port, String variable) {
        return "port " + port + " on 127.0.0.1 is taken by another program; stop it, or choose another port with "
                + variable;
    }
}
