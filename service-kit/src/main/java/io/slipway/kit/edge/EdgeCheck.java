package io.slipway.kit.edge;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Refuses to start with settings of Spring Cloud Stream that lose records, each found by trying. Transactions of the
 * binder commit past a record whose dead letter was refused; we do not need them: consumers at the edge are idempotent,
 * and what has to be atomic runs in the aggregate host.
 */
final class EdgeCheck implements SmartInitializingSingleton {
    private static final String STREAM = "spring.cloud.stream.";

    private final Environment environment;

    EdgeCheck(Environment environment) {
        this.environment = environment;
    }

    /** @throws IllegalStateException naming the setting and what it would do */
    @Override
    public void afterSingletonsInstantiated() {
        refuse(
                settings("kafka.binder.transaction").containsKey("transactionidprefix"),
                STREAM + "kafka.binder.transaction.transaction-id-prefix",
                "with transactions of the binder a record is lost when its dead letter is refused");
        settings("bindings").forEach((name, value) -> {
            refuse(
                    name.endsWith(".consumer.batchmode") && value.equals("true"),
                    STREAM + "bindings." + name,
                    "in batch mode records that cannot be converted are dropped without a word");
            refuse(
                    name.endsWith(".consumer.maxattempts") && value.equals("1"),
                    STREAM + "bindings." + name,
                    "a single attempt puts the binder's error channel in place of the error handler");
        });
        settings("kafka.bindings").forEach((name, value) -> {
            refuse(
                    name.endsWith(".consumer.enabledlq") && value.equals("true"),
                    STREAM + "kafka.bindings." + name,
                    "the binder commits a record although its dead letter was refused");
            refuse(
                    name.endsWith(".producer.sync") && value.equals("false"),
                    STREAM + "kafka.bindings." + name,
                    "nobody hears of an asynchronous send that fails");
        });
    }

    /** By name in lower case without dashes, as {@code batch-mode} and {@code batchMode} are the same. */
    private Map<String, String> settings(String group) {
        Map<String, String> settings = new HashMap<>();
        Binder.get(environment)
                .bind(STREAM + group, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .forEach((name, value) ->
                        settings.put(name.toLowerCase(Locale.ROOT).replace("-", ""), value));
        return settings;
    }

    private static void refuse(boolean wrong, String setting, String why) {
        if (wrong) {
            throw new IllegalStateException("remove " + setting + ": " + why);
        }
    }
}
