package io.slipway.standalone.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.slipway.kafka.embedded.EmbeddedKafka;

/**
 * A broker that a drill restores into, in a process of its own: a broker ends its whole process when its disk fails. It runs for
 * as long as whoever started it holds its standard input open.
 *
 * <p>Argument: a folder for its data. The file {@value #BOOTSTRAP} in it says where it is once it takes clients.
 */
public final class DrillBroker {
    static final String BOOTSTRAP = "bootstrap";

    private DrillBroker() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("kafka"))) {
            Path written = Files.writeString(folder.resolve(BOOTSTRAP + ".new"), kafka.bootstrapServers());
            Files.move(written, folder.resolve(BOOTSTRAP), StandardCopyOption.ATOMIC_MOVE);
            while (System.in.read() >= 0) {
                // Nobody says anything; the end of it is the end of the drill, or of the process that drills.
                continue;
            }
        }
        System.exit(0);
    }
}
