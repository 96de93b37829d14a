package io.slipway.deploy;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.Message;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.deploy.backup.LiveBackups;
import io.slipway.deploy.config.LiveConfig;
import io.slipway.deploy.config.RestoreConfiguration;
import io.slipway.deploy.domain.project.DeployAggregate;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.http.DeployHttpConfiguration;
import io.slipway.deploy.http.github.GitHubConfiguration;
import io.slipway.deploy.observe.DeployLog;
import io.slipway.deploy.observe.DeployMetrics;
import io.slipway.deploy.trigger.TriggerConfiguration;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.deploy.task.GateTask;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.kit.KitConfiguration;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.edge.EdgeBinding;
import io.slipway.kit.http.HttpConfiguration;
import io.slipway.kit.http.deadletter.DeadLetterHttpConfiguration;
import io.slipway.kit.http.events.EventsHttpConfiguration;
import io.slipway.kit.task.TaskHandler;
import io.slipway.kit.worker.WorkerConfiguration;
import io.slipway.kit.worker.WorkerDefinition;
import io.slipway.kit.worker.Workers;

/** Everything the deploy-orchestrator is, alone or beside other services in one context. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeploySettings.class)
@Import({
    KitConfiguration.class,
    HttpConfiguration.class,
    EventsHttpConfiguration.class,
    DeadLetterHttpConfiguration.class,
    WorkerConfiguration.class,
    DeployHttpConfiguration.class,
    TriggerConfiguration.class,
    RestoreConfiguration.class,
    GitHubConfiguration.class
})
public class DeployOrchestratorConfiguration {
    private static final String WORKER = "deploy";
    private static final Set<String> TASK_TYPES =
            Set.of(BuildTask.TYPE, ConvergeTask.TYPE, VerifyTask.TYPE, GateTask.TYPE);

    @Bean
    AggregateDefinition<ApplicationState, DeployCommand, DeployEvent> deployAggregate(
            DeploySettings settings, Directory directory, MeterRegistry meters) {
        return DeployAggregate.definition(settings.lease(), directory)
                .observedBy(List.of(new DeployMetrics(meters), new DeployLog()))
                .reading(List.of(LiveConfig.source(), LiveBackups.source()));
    }

    /** Does the deploy tasks that have a handler here. */
    @Bean
    WorkerDefinition deployWorker(ObjectProvider<TaskHandler<?, ?>> handlers) {
        List<TaskHandler<?, ?>> own = handlers.stream()
                .<TaskHandler<?, ?>>map(handler -> handler)
                .filter(handler -> TASK_TYPES.contains(handler.type()))
                .toList();
        return new WorkerDefinition(WORKER, Topics.DEPLOY_TASKS, Topics.DEPLOY_LOGS, own);
    }

    @Bean
    Consumer<Message<byte[]>> deployTasks(Workers workers) {
        return workers.intake(WORKER);
    }

    @Bean
    static EdgeBinding deployTasksBinding() {
        return WorkerConfiguration.binding("deployTasks", WORKER, Topics.DEPLOY_TASKS);
    }
}
