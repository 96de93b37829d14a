package io.slipway.kit.http;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestPreferencesTest {
    @Test
    void theCallerSaysHowLongItWaits() {
        assertThat(RequestPreferences.wait(List.of("respond-async, wait=12"))).isEqualTo(Duration.ofSeconds(12));
        assertThat(RequestPreferences.wait(List.of("wait=\"0\""))).isZero();
        assertThat(RequestPreferences.wait(List.of("wait=100000"))).isEqualTo(RequestPreferences.MAX_WAIT);
    }

    @Test
    void aPreferenceThatCannotBeReadIsIgnored() {
        assertThat(RequestPreferences.wait(null)).isEqualTo(RequestPreferences.DEFAULT_WAIT);
        assertThat(RequestPreferences.wait(List.of("wait=soon", ""))).isEqualTo(RequestPreferences.DEFAULT_WAIT);
    }

    @Test
    void anIdempotencyKeyComesBareOrQuoted() {
        assertThat(RequestPreferences.idempotencyKey("run-7.web")).isEqualTo("run-7.web");
        assertThat(RequestPreferences.idempotencyKey("\"run-7\"")).isEqualTo("run-7");
        assertThat(RequestPreferences.idempotencyKey(null)).isNull();
    }

    @Test
    void anIdempotencyKeyThatIsNoneIsAProblem() {
        assertThatThrownBy(() -> RequestPreferences.idempotencyKey("")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> RequestPreferences.idempotencyKey("a b")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> RequestPreferences.idempotencyKey("x".repeat(201)))
                .isInstanceOf(ProblemException.class);
    }
}
