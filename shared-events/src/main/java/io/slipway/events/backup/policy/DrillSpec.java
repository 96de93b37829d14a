package io.slipway.events.backup.policy;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a restore is rehearsed: the newest snapshot of each source is restored beside the original, compared with what was
 * backed up, and removed again.
 *
 * @param uri name of the secret with the connection string of the MongoDB server that databases are restored into, under
 *     names of their own; null means the source's own server
 * @param folder for files; null for a folder of the worker's own
 * @param check a command of the application's that looks at what was restored; empty for none. It finds the place in
 *     SLIPWAY_DRILL_FOLDER, SLIPWAY_DRILL_URI and SLIPWAY_DRILL_DATABASES
 * @param timeout how long the whole may take
 * @param every when no drill passed for so long, it is overdue
 * @param environment what the check gets beside what every command gets
 * @param bootstrap name of the secret with the bootstrap servers of the Kafka cluster that topics are restored into; null for
 *     one that is started for the drill, where the service can do that
 */
public record DrillSpec(
        @Nullable ScheduleSpec schedule,
        @Nullable String uri,
        @Nullable String folder,
        List<String> check,
        Duration timeout,
        @Nullable Duration every,
        @Nullable VariablesSpec environment,
        @Nullable String bootstrap) {
    public DrillSpec {
        check = List.copyOf(check);
    }
}
