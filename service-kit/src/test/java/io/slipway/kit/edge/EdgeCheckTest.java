package io.slipway.kit.edge;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EdgeCheckTest {

    @ParameterizedTest
    @CsvSource({
        "kafka.binder.transaction.transaction-id-prefix, tx-",
        "kafka.binder.transaction.transactionIdPrefix, tx-",
        "bindings.orders-in-0.consumer.batch-mode, true",
        "bindings.orders-in-0.consumer.batchMode, true",
        "bindings.orders-in-0.consumer.max-attempts, 1",
        "kafka.bindings.orders-in-0.consumer.enable-dlq, true",
        "kafka.bindings.orders-in-0.consumer.enableDlq, true",
        "kafka.bindings.orders-out-0.producer.sync, false",
        "default.consumer.batch-mode, true",
        "default.consumer.batchMode, TRUE",
        "default.consumer.batch.mode, true",
        "default.consumer.max-attempts, 1",
        "kafka.default.consumer.enable-dlq, true",
        "kafka.default.producer.sync, false",
        "binders.mine.environment.spring.cloud.stream.kafka.binder.transaction.transaction-id-prefix, tx-",
        "binders.mine.environment.spring.cloud.stream.kafka.default.producer.sync, false",
        "binders.mine.environment.spring.cloud.stream.kafka.default.consumer.enable-dlq, true",
    })
    void aSettingThatLosesRecordsKeepsTheApplicationFromStarting(String setting, String value) {
        MockEnvironment environment = new MockEnvironment().withProperty("spring.cloud.stream." + setting, value);
        assertThatThrownBy(() -> new EdgeCheck(environment).afterSingletonsInstantiated())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("remove spring.cloud.stream." + setting + ": ");
    }

    @ParameterizedTest
    @CsvSource({
        "bindings.orders-in-0.consumer.batch-mode, false",
        "bindings.orders-in-0.consumer.max-attempts, 3",
        "kafka.bindings.orders-in-0.consumer.enable-dlq, false",
        "kafka.bindings.orders-out-0.producer.sync, true",
        "default.consumer.batch-mode, false",
        "default.consumer.max-attempts, 3",
        "kafka.default.producer.sync, true",
        "kafka.binder.transaction.producer.sync, true",
    })
    void aSettingThatLosesNothingIsFine(String setting, String value) {
        MockEnvironment environment = new MockEnvironment().withProperty("spring.cloud.stream." + setting, value);
        assertThatCode(() -> new EdgeCheck(environment).afterSingletonsInstantiated())
                .doesNotThrowAnyException();
    }
}
