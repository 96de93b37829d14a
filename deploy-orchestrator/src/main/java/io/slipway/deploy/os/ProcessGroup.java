package io.slipway.deploy.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process and everything it has started, also what it has left behind: all that did not leave its session on purpose.
 * On a host without {@code setsid} it is the process alone.
 *
 * @param leader pid of the process that leads it, which is also the group's id
 */
public record ProcessGroup(long leader) {
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    /** The command that becomes the program as leader of a group and session of its own, with no terminal. */
    public static List<String> led(List<String> command) {
        List<String> led = new ArrayList<>();
        SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(path -> led.add(path.toString()));
        led.addAll(command);
        return led;
    }

    /** Asks all of them to end: SIGTERM. */
    public void terminate() {
        signal("TERM");
    }

    /** Ends all of them: SIGKILL. Nothing happens where none is left. */
    public void kill() {
        signal("KILL");
    }

    private void signal(String name) {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" -- \"-$2\"", "sh", name, String.valueOf(leader));
        try {
            Process kill = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            waitFor(kill);
        } catch (IOException e) {
            ProcessHandle.of(leader)
                    .ifPresent("KILL".equals(name) ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
        }
    }

    /** Whoever ends processes is often interrupted already; it takes a moment only. */
    private static void waitFor(Process kill) {
        boolean interrupted = Thread.interrupted();
        try {
            kill.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
