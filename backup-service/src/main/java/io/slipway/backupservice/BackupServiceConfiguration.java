package io.slipway.backupservice;

import java.time.Clock;
import java.util.function.Consumer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.Message;

import io.slipway.backup.storage.location.StorageOpener;
import io.slipway.backupservice.domain.project.BackupAggregate;
import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.http.BackupCommands;
import io.slipway.backupservice.http.BackupController;
import io.slipway.backupservice.http.DeletionController;
import io.slipway.backupservice.http.Known;
import io.slipway.backupservice.http.LegalHoldController;
import io.slipway.backupservice.http.RunController;
import io.slipway.backupservice.http.SnapshotController;
import io.slipway.backupservice.http.SnapshotStreamController;
import io.slipway.backupservice.policy.PolicyParser;
import io.slipway.backupservice.repository.HeldSnapshots;
import io.slipway.backupservice.repository.Repositories;
import io.slipway.backupservice.repository.SnapshotReads;
import io.slipway.backupservice.repository.Storages;
import io.slipway.backupservice.secrets.Secrets;
import io.slipway.backupservice.work.Handlers;
import io.slipway.backupservice.work.OplogReports;
import io.slipway.backupservice.work.ScratchKafka;
import io.slipway.events.Topics;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.kit.KitConfiguration;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.audit.AuditTrail;
import io.slipway.kit.command.CommandEnvelopes;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.edge.EdgeBinding;
import io.slipway.kit.http.CommandEndpoint;
import io.slipway.kit.http.HttpConfiguration;
import io.slipway.kit.http.events.EventsHttpConfiguration;
import io.slipway.kit.http.openapi.OpenApiConfiguration;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.view.ViewStore;
import io.slipway.kit.worker.WorkerConfiguration;
import io.slipway.kit.worker.WorkerDefinition;
import io.slipway.kit.worker.Workers;

/** Everything the backup-service is, alone or beside other services in one context. */
@Configuration(proxyBeanMethods = false)
@Import({
    KitConfiguration.class,
    HttpConfiguration.class,
    EventsHttpConfiguration.class,
    OpenApiConfiguration.class,
    WorkerConfiguration.class
})
@EnableConfigurationProperties(BackupSettings.class)
public class BackupServiceConfiguration {
    private static final String WORKER = "backup";
    private static final String OPLOG_WORKER = "backup-oplog";

    @Bean
    AggregateDefinition<BackupState, BackupCommand, BackupEvent> backupAggregate(
            BackupSettings settings, Directory directory) {
        return BackupAggregate.definition(settings.terms(), directory);
    }

    @Bean
    Secrets backupSecrets(BackupSettings settings) {
        return new Secrets(settings.secrets());
    }

    @Bean
    Repositories backupRepositories(Secrets secrets) {
        return new Repositories(new Storages(StorageOpener.ofThisProcess()), secrets);
    }

    @Bean
    SnapshotReads backupSnapshotReads(Repositories repositories) {
        return new SnapshotReads(repositories);
    }

    @Bean
    OplogReports backupOplogReports(CommandGateway gateway, CommandEnvelopes envelopes) {
        return new OplogReports(gateway, envelopes);
    }

    @Bean
    WorkerDefinition backupWorker(
            Repositories repositories,
            Secrets secrets,
            KafkaSettings kafka,
            BackupSettings settings,
            ObjectProvider<ScratchKafka> brokers,
            Clock clock) {
        return new WorkerDefinition(
                WORKER,
                Topics.BACKUP_TASKS,
                Topics.BACKUP_LOGS,
                Handlers.of(repositories, secrets, kafka, settings.scratchFolder(), brokers.getIfAvailable(), clock));
    }

    @Bean
    Consumer<Message<byte[]>> backupTasks(Workers workers) {
        return workers.intake(WORKER);
    }

    @Bean
    static EdgeBinding backupTasksBinding() {
        return WorkerConfiguration.binding("backupTasks", WORKER, Topics.BACKUP_TASKS);
    }

    @Bean
    WorkerDefinition backupOplogWorker(Repositories repositories, Secrets secrets, OplogReports reports, Clock clock) {
        return new WorkerDefinition(
                OPLOG_WORKER,
                Topics.BACKUP_TASKS,
                Topics.BACKUP_LOGS,
                Handlers.ofOplogs(repositories, secrets, reports, clock));
    }

    @Bean
    Consumer<Message<byte[]>> backupOplogTasks(Workers workers) {
        return workers.intake(OPLOG_WORKER);
    }

    @Bean
    static EdgeBinding backupOplogTasksBinding() {
        return WorkerConfiguration.binding("backupOplogTasks", OPLOG_WORKER, Topics.BACKUP_TASKS);
    }

    @Bean
    Known backupKnown(ViewStore store) {
        return new Known(store);
    }

    @Bean
    BackupCommands backupCommands(CommandEndpoint endpoint) {
        return new BackupCommands(endpoint);
    }

    @Bean
    BackupController backupController(BackupCommands commands, Known known, Clock clock) {
        return new BackupController(new PolicyParser(), commands, known, clock);
    }

    @Bean
    RunController backupRunController(BackupCommands commands, Known known) {
        return new RunController(commands, known);
    }

    @Bean
    DeletionController backupDeletionController(BackupCommands commands, Known known, SnapshotReads snapshots) {
        return new DeletionController(commands, known, snapshots);
    }

    @Bean
    LegalHoldController backupLegalHoldController(
            BackupCommands commands, Known known, SnapshotReads snapshots, Repositories repositories) {
        return new LegalHoldController(commands, known, snapshots, new HeldSnapshots(repositories));
    }

    @Bean
    SnapshotStreamController backupSnapshotStreamController(Known known, SnapshotReads reads) {
        return new SnapshotStreamController(known, reads);
    }

    @Bean
    SnapshotController backupSnapshotController(Known known, SnapshotReads reads, AuditTrail audit) {
        return new SnapshotController(known, reads, audit);
    }
}
