package io.slipway.notification.domain.decide;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.NotificationRule;
import io.slipway.notification.domain.state.NotificationState;

/** Who hears of something, by the application's rules and the subscriptions: each channel once, however many ask. */
final class Audience {
    private Audience() {}

    /**
     * What there is to hear.
     *
     * @param reached null of what is no transition
     */
    record News(
            String environment, Severity severity, @Nullable DeploymentState reached) {}

    /** By channel how long it is collected for; empty where it is told at once. The shortest of several counts. */
    static Map<String, Optional<Duration>> of(NotificationState state, List<Subscription> subscriptions, News news) {
        Map<String, Optional<Duration>> channels = new LinkedHashMap<>();
        Stream<NotificationRule> general = subscriptions.stream()
                .filter(subscription -> subscription.covers(state.application()))
                .map(Subscription::rule);
        Stream.concat(state.rules().stream(), general)
                .filter(rule -> wants(rule, news))
                .forEach(rule -> channels.merge(rule.channel(), Optional.ofNullable(rule.digest()), Audience::shorter));
        return channels;
    }

    private static Optional<Duration> shorter(Optional<Duration> one, Optional<Duration> other) {
        return one.flatMap(first -> other.map(second -> first.compareTo(second) < 0 ? first : second));
    }

    private static boolean wants(NotificationRule rule, News news) {
        return (rule.environments().isEmpty() || rule.environments().contains(news.environment()))
                && (rule.severity() == null || news.severity().compareTo(rule.severity()) >= 0)
                && (rule.states().isEmpty()
                        || named(news).map(rule.states()::contains).orElse(false));
    }

    /** What is no transition and more than information counts as a failure; information alone counts as no state. */
    private static Optional<DeploymentState> named(News news) {
        if (news.reached() != null) {
            return Optional.of(news.reached());
        }
        return news.severity() == Severity.INFO ? Optional.empty() : Optional.of(DeploymentState.FAILED);
    }
}
