package io.slipway.notification.domain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.notification.DeliveryEvent;
import io.slipway.events.notification.DeliveryEvent.Delivered;
import io.slipway.events.notification.DeliveryEvent.DeliveryBegun;
import io.slipway.events.notification.DeliveryEvent.Requested;
import io.slipway.events.notification.NotificationCommand;
import io.slipway.events.notification.NotificationCommand.ObserveTransition;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.notification.domain.decide.NotificationDecider;
import io.slipway.notification.domain.state.NotificationState;
import io.slipway.notification.domain.state.Pending;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static io.slipway.notification.domain.Deployments.SCHEDULE;
import static io.slipway.notification.domain.Deployments.everythingTo;
import static io.slipway.notification.domain.Deployments.failed;
import static io.slipway.notification.domain.Deployments.reached;
import static io.slipway.notification.domain.Deployments.started;
import static io.slipway.notification.domain.Deployments.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is redelivered, in whatever order, with workers that fail, fall silent, come twice or late: each transition
 * is told once to each channel, in the order in which it was seen, and none is lost. {@link DeciderScenario} checks
 * after every step that the fold over the events is the state and that the state survives JSON.
 */
class NotificationPropertyTest {
    private static final List<DeploymentState> LIFE =
            List.of(DeploymentState.QUEUED, DeploymentState.GATES, DeploymentState.ROLLING_OUT, DeploymentState.FAILED);
    private static final List<String> CHANNELS = List.of("ops", "audit");

    @Property(tries = 150)
    void everyTransitionIsToldOnceToEachChannelInTheOrderInWhichItWasSeen(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int deployments) {
        Random random = new Random(seed);
        var shop = DeciderScenario.of(new NotificationDecider(SCHEDULE), NotificationState.class, "shop");
        shop.given(everythingTo(1, CHANNELS.toArray(String[]::new)));
        List<ObserveTransition> inputs = inputs(random, deployments);

        while (!inputs.isEmpty()) {
            if (random.nextBoolean()) {
                shop.when(inputs.removeFirst()).thenAccepted();
            } else {
                work(shop, random);
            }
        }
        for (int round = 0; anythingPending(shop.state()) && round < 1000; round++) {
            honestWork(shop);
        }

        assertThat(anythingPending(shop.state())).as("something is left").isFalse();
        for (String channel : CHANNELS) {
            List<String> requested = ids(shop.history(), Requested.class, channel);
            assertThat(requested).doesNotHaveDuplicates().hasSize(deployments * LIFE.size());
            assertThat(ids(shop.history(), Delivered.class, channel)).isEqualTo(requested);
        }
        eachAttemptIsGrantedOnce(shop.history());
    }

    /** Every transition at least once; some again, some early, all shuffled as far as they like. */
    private static List<ObserveTransition> inputs(Random random, int deployments) {
        List<ObserveTransition> inputs = new ArrayList<>();
        for (int number = 1; number <= deployments; number++) {
            for (DeploymentState state : LIFE) {
                for (int copies = 1 + random.nextInt(3); copies > 0; copies--) {
                    int position = random.nextInt(4) == 0 ? random.nextInt(inputs.size() + 1) : inputs.size();
                    inputs.add(position, reached(number, state));
                }
            }
        }
        return inputs;
    }

    private static void work(
            DeciderScenario<NotificationState, NotificationCommand, NotificationEvent> shop, Random random) {
        List<Pending> heads = heads(shop.state());
        if (heads.isEmpty() || random.nextInt(6) == 0) {
            shop.advance(Duration.ofSeconds(random.nextInt(120)));
            return;
        }
        Pending head = heads.get(random.nextInt(heads.size()));
        String worker = random.nextInt(4) == 0 ? "b" : "a";
        int attempt = Math.max(1, head.attempt() - (random.nextInt(4) == 0 ? 1 : 0));
        switch (random.nextInt(6)) {
            case 0, 1 -> shop.when(started(head.id(), attempt, worker));
            case 2 -> shop.when(started(head.id(), attempt, "b"));
            case 3 -> shop.when(failed(head.id(), attempt, worker, true));
            case 4 -> {
                if (head.begun()) {
                    shop.when(succeeded(head.id(), attempt, worker));
                }
            }
            default -> shop.when(new TaskReport.Released(head.id(), attempt, worker));
        }
    }

    private static void honestWork(DeciderScenario<NotificationState, NotificationCommand, NotificationEvent> shop) {
        for (Pending head : heads(shop.state())) {
            if (head.phase() == Pending.Phase.OFFERED) {
                shop.given(started(head.id(), head.attempt(), "c"));
                shop.given(succeeded(head.id(), head.attempt(), "c"));
            }
        }
        shop.advance(Duration.ofMinutes(5));
    }

    private static List<Pending> heads(NotificationState state) {
        return state.channels().values().stream()
                .flatMap(queue -> queue.head().stream())
                .toList();
    }

    private static boolean anythingPending(NotificationState state) {
        return !heads(state).isEmpty();
    }

    private static List<String> ids(
            List<NotificationEvent> events, Class<? extends DeliveryEvent> type, String channel) {
        return events.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(event -> event.channel().equals(channel))
                .map(DeliveryEvent::notificationId)
                .toList();
    }

    private static void eachAttemptIsGrantedOnce(List<NotificationEvent> events) {
        Map<String, Set<Integer>> granted = new HashMap<>();
        events.forEach(event -> {
            if (event instanceof DeliveryBegun begun) {
                assertThat(granted.computeIfAbsent(begun.notificationId(), id -> new HashSet<>())
                                .add(begun.attempt()))
                        .as("%s is the only grant", begun)
                        .isTrue();
            }
        });
    }
}
