package io.slipway.kit.topics;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClusterChecksTest {

    @Test
    void aClusterWhoseTransactionsCanBeTornIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> ClusterChecks.requireTransactions((short) 1))
                .isInstanceOf(ClusterUnfitException.class)
                .hasMessageContainingAll("transaction.version is 1", "at least 2", "kafka-features.sh");
    }

    @Test
    void newerTransactionsAreWelcome() {
        assertThatCode(() -> ClusterChecks.requireTransactions((short) 3)).doesNotThrowAnyException();
    }
}
