package io.slipway.backupservice.work;

import java.io.IOException;
import java.nio.file.Path;

/** Starts a Kafka cluster that a drill restores into. Not every host of the service can: a broker is no part of it. */
@FunctionalInterface
public interface ScratchKafka {
    /**
     * Starts one, and waits until it takes clients.
     *
     * @param folder for its data; whoever calls removes that after the cluster was closed
     */
    Running start(Path folder) throws IOException, InterruptedException;

    /** A cluster that runs. */
    interface Running extends AutoCloseable {
        String bootstrapServers();

        @Override
        void close();
    }
}
