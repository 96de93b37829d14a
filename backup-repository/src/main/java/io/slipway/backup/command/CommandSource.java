package io.slipway.backup.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A command whose standard output is backed up, such as {@code pg_dump}.
 *
 * @param command the program and its arguments, as they are: no shell reads them
 * @param file the path in the snapshot that the output gets, such as {@code postgresql/crm.sql}
 * @param environment all of its environment: it gets nothing of this process, which has secrets of its own there. What is
 *     secret belongs here, and not in arguments, which every user of the host can see
 * @param folder where it runs; none for that of this process
 * @param timeout how long it may take
 */
public record CommandSource(
        List<String> command,
        String file,
        Map<String, String> environment,
        @Nullable Path folder,
        Duration timeout) {
    /** @throws IllegalArgumentException if there is no command, or no time for it */
    public CommandSource {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw new IllegalArgumentException("a source that is a command names the program to run");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a command needs more time than " + timeout);
        }
    }

    /** The program alone: arguments may be long, or hold what is not for everybody. */
    String program() {
        return command.getFirst();
    }

    /** Without the values of its environment. */
    @Override
    public String toString() {
        return "CommandSource[program=" + program() + ", file=" + file + ", environment=" + environment.keySet()
                + ", folder=" + folder + ", timeout=" + timeout + "]";
    }
}
