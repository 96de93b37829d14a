package io.slipway.deploy.rollout.process;

import java.io.File;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.slipway.deploy.os.ProcessGroup;

/**
 * A process that outlives whoever started it, found again by its folder. It is in a session of its own, so that Ctrl-C
 * in the terminal that Slipway runs in does not reach it, and writes its own pid before it becomes the program, so that
 * there is no moment at which it runs and cannot be found.
 *
 * @param folder holds {@code pid}, {@code started} and {@code output.log}
 */
record DetachedProcess(Path folder) {
    private static final String PID = "pid";
    private static final String LOG = "output.log";

    /** When the kernel says it began, in its ticks since the host did (field 22 of proc(5)'s stat). */
    private static final String STARTED = "started";

    /**
     * Where the kernel does not say: the process that wrote its pid began when it wrote it; one that began at another
     * time is a stranger.
     */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

    private static final Duration START_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final long LOG_TAIL_BYTES = 16 * 1024;

    private static final String WRITE_PID_THEN_BECOME =
            "trap '' INT HUP; cut -d' ' -f22 \"/proc/$$/stat\" > started 2> /dev/null; echo $$ > pid.tmp && mv pid.tmp pid && cd \"$1\" && shift && exec \"$@\"";

    /**
     * Starts it. When this returns it runs and is found by its folder, or has ended already.
     *
     * @param workFolder the program's working folder
     * @throws IOException when it cannot be started
     */
    void start(List<String> command, Path workFolder, Map<String, String> environment) throws IOException {
        Files.createDirectories(folder);
        List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", WRITE_PID_THEN_BECOME, "sh"));
        shell.add(workFolder.toString());
        shell.addAll(command);
        List<String> detached = ProcessGroup.led(shell);
        File log = folder.resolve(LOG).toFile();
        ProcessBuilder builder = new ProcessBuilder(detached)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Files.deleteIfExists(folder.resolve(PID));
        Files.deleteIfExists(folder.resolve(STARTED));
        awaitPid(builder.start());
    }

    private void awaitPid(Process started) throws IOException {
        Instant end = Instant.now().plus(START_PATIENCE);
        while (!Files.exists(folder.resolve(PID)) && started.isAlive()) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("the process does not start; its folder is " + folder);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** The process, as long as it runs. */
    Optional<ProcessHandle> handle() {
        try {
            Path file = folder.resolve(PID);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            long pid = Long.parseLong(Files.readString(file).strip());
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return ProcessHandle.of(pid)
                    .filter(process -> !hasEnded(process))
                    .filter(process -> isSame(process, written));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean isAlive() {
        return handle().isPresent();
    }

    /** Asks it and everything it has started to end: SIGTERM. */
    void terminate() {
        handle().ifPresent(process -> new ProcessGroup(process.pid()).terminate());
    }

    /** Waits for its end; SIGKILL for it and all that is left of what it has started when it has not ended in time. */
    void awaitEnd(Duration patience) throws InterruptedException {
        Optional<ProcessHandle> running = handle();
        if (running.isEmpty()) {
            return;
        }
        ProcessHandle process = running.get();
        Instant end = Instant.now().plus(patience);
        while (!hasEnded(process) && Instant.now().isBefore(end)) {
            Thread.sleep(LOOK_AGAIN);
        }
        new ProcessGroup(process.pid()).kill();
        while (!hasEnded(process)) {
            process.destroyForcibly();
            Thread.sleep(LOOK_AGAIN);
        }
    }

    void stop(Duration patience) throws InterruptedException {
        Optional<ProcessHandle> running = handle();
        terminate();
        awaitEnd(patience);
        // It may have ended between the two, and left something behind.
        running.ifPresent(process -> new ProcessGroup(process.pid()).kill());
    }

    /** The last lines it wrote, for somebody who wants to know why it ended. */
    String lastWords(int lines) {
        try (FileChannel log = FileChannel.open(folder.resolve(LOG))) {
            log.position(Math.max(0, log.size() - LOG_TAIL_BYTES));
            byte[] tail = Channels.newInputStream(log).readAllBytes();
            List<String> all = new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return String.join(" | ", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /** A pid is used again after a while, and the host's clock may be set while the process runs. */
    private boolean isSame(ProcessHandle process, Instant written) {
        Optional<String> now = ticks(process.pid());
        Optional<String> then = text(folder.resolve(STARTED));
        return now.isPresent() && then.isPresent() ? now.equals(then) : startedAbout(process, written);
    }

    /**
     * Also where whoever started it has not taken notice of its end and may not for long: another Slipway that hangs.
     * Until then the kernel keeps a name of it, in the state Z of proc(5).
     */
    private static boolean hasEnded(ProcessHandle process) {
        return !process.isAlive()
                || stat(process.pid()).filter(fields -> fields[0].equals("Z")).isPresent();
    }

    private static Optional<String> ticks(long pid) {
        return stat(pid).filter(fields -> fields.length > 19).map(fields -> fields[19]);
    }

    /** The fields of proc(5)'s stat from the third on, which is the first here. */
    private static Optional<String[]> stat(long pid) {
        // The program's name before them, in parentheses, may hold spaces.
        return text(Path.of("/proc", String.valueOf(pid), "stat"))
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "));
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean startedAbout(ProcessHandle process, Instant written) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, written).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                .orElse(true);
    }
}
