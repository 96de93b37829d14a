package io.slipway.notification.deliver;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.slipway.events.notification.DeliveryEvent.Delivered;
import io.slipway.events.notification.DeliveryEvent.Requested;

import static io.slipway.events.deploy.DeploymentState.FAILED;
import static io.slipway.events.deploy.DeploymentState.GATES;
import static io.slipway.events.deploy.DeploymentState.QUEUED;
import static io.slipway.events.deploy.DeploymentState.REJECTED;
import static io.slipway.events.deploy.DeploymentState.SUCCEEDED;
import static io.slipway.notification.domain.Deployments.everythingTo;
import static io.slipway.notification.domain.Deployments.reached;
import static org.assertj.core.api.Assertions.assertThat;

/** The same hour for each type of channel. */
class HourOfSilenceIT {
    @ParameterizedTest
    @EnumSource(Outage.Type.class)
    void nothingIsLostOrToldTwiceOrOutOfOrderWhileATargetIsDownForAnHour(Outage.Type type) {
        Courier courier = new Courier();
        try (Outage target = type.of(courier)) {
            courier.observe(everythingTo(1, "ops"));
            courier.observe(reached(1, QUEUED));
            assertThat(target.told()).hasSize(1);

            target.begin();
            for (int number = 2; number <= 5; number++) {
                courier.observe(reached(number, QUEUED));
                courier.pass(Duration.ofMinutes(5));
                courier.observe(reached(number - 1, GATES));
                courier.observe(reached(number, QUEUED));
                courier.restart();
                courier.pass(Duration.ofMinutes(10));
                courier.observe(
                        reached(number - 1, List.of(SUCCEEDED, FAILED, REJECTED).get(number % 3)));
            }
            assertThat(courier.nothingWaits()).isFalse();
            assertThat(courier.lastError("ops")).isNotNull();

            target.end();
            courier.pass(Duration.ofMinutes(10));

            assertThat(courier.nothingWaits()).isTrue();
            List<String> asked = courier.shop.history().stream()
                    .filter(Requested.class::isInstance)
                    .map(event -> target.words(((Requested) event).notification()))
                    .toList();
            assertThat(asked).hasSize(1 + 4 * 3);
            assertThat(target.told()).isEqualTo(asked);
            assertThat(courier.shop.history())
                    .filteredOn(Delivered.class::isInstance)
                    .hasSize(asked.size());
        }
    }
}
