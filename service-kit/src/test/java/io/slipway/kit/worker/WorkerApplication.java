package io.slipway.kit.worker;

import java.util.List;
import java.util.function.Consumer;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.Message;

import io.slipway.events.Topics;
import io.slipway.kit.KitConfiguration;
import io.slipway.kit.edge.EdgeBinding;

/** Two services' workers in one context, as in the standalone. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({KitConfiguration.class, WorkerConfiguration.class})
class WorkerApplication {
    @Bean
    Steps deploySteps() {
        return new Steps();
    }

    @Bean
    Steps notificationSteps() {
        return new Steps();
    }

    @Bean
    WorkerDefinition deployWorker(Steps deploySteps) {
        return new WorkerDefinition("deploy", Topics.DEPLOY_TASKS, Topics.DEPLOY_LOGS, List.of(deploySteps));
    }

    @Bean
    WorkerDefinition notificationWorker(Steps notificationSteps) {
        return new WorkerDefinition(
                "notification", Topics.NOTIFICATION_TASKS, Topics.DEPLOY_LOGS, List.of(notificationSteps));
    }

    @Bean
    Consumer<Message<byte[]>> deployTasks(Workers workers) {
        return workers.intake("deploy");
    }

    @Bean
    static EdgeBinding deployTasksBinding() {
        return WorkerConfiguration.binding("deployTasks", "deploy", Topics.DEPLOY_TASKS);
    }

    @Bean
    Consumer<Message<byte[]>> notificationTasks(Workers workers) {
        return workers.intake("notification");
    }

    @Bean
    static EdgeBinding notificationTasksBinding() {
        return WorkerConfiguration.binding("notificationTasks", "notification", Topics.NOTIFICATION_TASKS);
    }
}
