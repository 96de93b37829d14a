package io.slipway.notification;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.Message;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.events.Topics;
import io.slipway.events.notification.NotificationCommand;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.kit.KitConfiguration;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.edge.CallGuards;
import io.slipway.kit.edge.EdgeBinding;
import io.slipway.kit.http.HttpConfiguration;
import io.slipway.kit.http.openapi.OpenApiConfiguration;
import io.slipway.kit.view.ViewStore;
import io.slipway.kit.worker.WorkerConfiguration;
import io.slipway.kit.worker.WorkerDefinition;
import io.slipway.kit.worker.Workers;
import io.slipway.notification.deliver.Channels;
import io.slipway.notification.deliver.DeliverHandler;
import io.slipway.notification.domain.project.NotificationAggregate;
import io.slipway.notification.domain.state.NotificationState;
import io.slipway.notification.http.NotificationController;
import io.slipway.notification.observe.ObservedEvents;

/** Everything the notification-service is, alone or beside other services in one context. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotificationSettings.class)
@Import({KitConfiguration.class, HttpConfiguration.class, OpenApiConfiguration.class, WorkerConfiguration.class})
public class NotificationServiceConfiguration {
    private static final String WORKER = "notification";

    @Bean
    AggregateDefinition<NotificationState, NotificationCommand, NotificationEvent> notificationAggregate(
            NotificationSettings settings) {
        return NotificationAggregate.definition(settings.schedule(), settings.toSubscriptions())
                .reading(ObservedEvents.sources());
    }

    @Bean
    Channels notificationChannels(NotificationSettings settings, CallGuards guards, Clock clock) {
        return new Channels(settings.channels(), settings.callSettings(), settings.slackInterval(), guards, clock);
    }

    @Bean
    DeliverHandler deliverHandler(Channels channels, Clock clock, MeterRegistry meters) {
        return new DeliverHandler(channels, clock, meters);
    }

    /** Its handler logs no lines, so that the logs topic stays without any of it. */
    @Bean
    WorkerDefinition notificationWorker(DeliverHandler handler) {
        return new WorkerDefinition(WORKER, Topics.NOTIFICATION_TASKS, Topics.DEPLOY_LOGS, List.of(handler));
    }

    @Bean
    Consumer<Message<byte[]>> notificationTasks(Workers workers) {
        return workers.intake(WORKER);
    }

    @Bean
    static EdgeBinding notificationTasksBinding() {
        return WorkerConfiguration.binding("notificationTasks", WORKER, Topics.NOTIFICATION_TASKS);
    }

    @Bean
    NotificationController notificationController(ViewStore store) {
        return new NotificationController(store);
    }
}
