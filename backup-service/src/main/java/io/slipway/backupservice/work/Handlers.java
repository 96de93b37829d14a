package io.slipway.backupservice.work;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.repository.Repositories;
import io.slipway.backupservice.secrets.Secrets;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.task.TaskHandler;

/** What a worker can do. */
public final class Handlers {
    private Handlers() {}

    /**
     * @param scratch where drills restore files if the policy does not say
     * @param brokers null where no Kafka cluster can be started for drills
     */
    public static List<TaskHandler<?, ?>> of(
            Repositories repositories,
            Secrets secrets,
            KafkaSettings kafka,
            Path scratch,
            @Nullable ScratchKafka brokers,
            Clock clock) {
        CommandEnvironment environment = new CommandEnvironment(secrets);
        Sources sources = new Sources(
                new MongodbKind(secrets, clock),
                new FilesKind(clock),
                new KafkaKind(kafka, secrets, brokers, clock),
                new CommandKind(environment, clock));
        return List.of(
                new BackupHandler(repositories, sources, environment, clock),
                new VerifyHandler(repositories, clock),
                new DrillHandler(repositories, sources, environment, scratch, clock),
                new RestoreHandler(repositories, sources, clock),
                new PruneHandler(repositories, clock),
                new RepairHandler(repositories, clock));
    }

    /** What is done all the time, so that it takes no room from what is done now and then. */
    public static List<TaskHandler<?, ?>> ofOplogs(
            Repositories repositories, Secrets secrets, OplogReports reports, Clock clock) {
        return List.of(new OplogHandler(repositories, secrets, reports, clock));
    }
}
