package io.slipway.standalone;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What has to be known before the application starts: system properties first, then environment variables.
 *
 * @param data {@code slipway.data}, {@code SLIPWAY_DATA}; default {@code .slipway}
 * @param address {@code slipway.address}, {@code SLIPWAY_ADDRESS}; where HTTP is served; default {@code 127.0.0.1}
 * @param httpPort {@code slipway.port}, {@code SLIPWAY_PORT}; default 8480
 * @param kafkaPort {@code slipway.kafka.port}, {@code SLIPWAY_KAFKA_PORT}; default 9480; its controller takes the next
 */
record StandaloneSettings(Path data, String address, int httpPort, int kafkaPort) {

    static StandaloneSettings read() {
        return read(System::getProperty, System.getenv()::get);
    }

    static StandaloneSettings read(
            Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
        Function<String, @Nullable String> lookup = name -> {
            String property = properties.apply(name);
            return property != null
                    ? property
                    : environment.apply(name.toUpperCase(Locale.ROOT).replace('.', '_'));
        };
        return new StandaloneSettings(
                Path.of(orDefault(lookup.apply("slipway.data"), ".slipway")),
                orDefault(lookup.apply("slipway.address"), "127.0.0.1"),
                port("slipway.port", orDefault(lookup.apply("slipway.port"), "8480")),
                port("slipway.kafka.port", orDefault(lookup.apply("slipway.kafka.port"), "9480")));
    }

    /** The same settings as properties of the application; they go before every file. */
    Map<String, Object> asProperties(Path dataFolder) {
        return Map.of(
                "slipway.data",
                dataFolder.toString(),
                "server.port",
                httpPort,
                "server.address",
                address,
                "slipway.kafka.bootstrap-servers",
                "127.0.0.1:" + kafkaPort,
                "slipway.http.admin-token-file",
                dataFolder.resolve("admin-token").toString(),
                "slipway.http.tokens-file",
                dataFolder.resolve("tokens").toString());
    }

    /** What holds unless it is set: after every file. The keyset is made with the first secret. */
    Map<String, Object> defaults(Path dataFolder) {
        return Map.of(
                "slipway.config.keyset.file",
                dataFolder.resolve("config-keyset.json").toString(),
                "slipway.config.keyset.create",
                true,
                "slipway.backup.secrets",
                dataFolder.resolve("secrets").toString(),
                "slipway.backup.scratch",
                dataFolder.resolve("drills").toString());
    }

    private static String orDefault(@Nullable String value, String fallback) {
        return value == null || value.isBlank() ? fallback : value;
    }

    private static int port(String name, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port < 1 || port > 65534) {
                throw new NumberFormatException();
            }
            return port;
        } catch (NumberFormatException e) {
            throw new StartRefusedException(name + " is " + text + ", expected a port from 1 to 65534");
        }
    }
}
