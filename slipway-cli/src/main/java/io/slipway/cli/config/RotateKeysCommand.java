package io.slipway.cli.config;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.command.ApiCommand;
import io.slipway.events.json.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rotate-keys",
        description = {
            "Replace the key that wraps the keys of all secrets, prove that nothing needs the old one, and destroy it.",
            "Nothing stands still meanwhile, and no document changes. Ends with 1 when the old key is still needed."
        })
public final class RotateKeysCommand extends ApiCommand {
    private static final String PATH = "/api/v1/config-keys/rotation";
    private static final String RUNNING = "RUNNING";
    private static final String DONE = "DONE";
    private static final long PAUSE_MS = 500;

    @Option(names = "--no-wait", description = "Begin it, and do not wait for its end.")
    private boolean noWait;

    @Option(names = "--status", description = "Say how far the last one is, and begin none.")
    private boolean statusOnly;

    /** As the server says it. */
    record Status(
            String state,
            List<String> retired,
            int total,
            int rewrapped,
            int checked,
            List<String> left,
            @Nullable String failure) {}

    @Override
    protected ExitCode run(ApiClient api) throws InterruptedException {
        Status status = Json.read(statusOnly ? api.get(PATH) : api.post(PATH, List.of()), Status.class);
        while (status.state().equals(RUNNING) && !noWait && !statusOnly) {
            Thread.sleep(PAUSE_MS);
            status = Json.read(api.get(PATH), Status.class);
        }
        if (output().isTable()) {
            tell(status);
        } else {
            print(status);
        }
        return statusOnly || noWait || status.state().equals(DONE) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String done(Status status, String keys) {
        if (keys.isEmpty()) {
            return "There is no key but the one that wraps: nothing to replace.";
        }
        // What is named by a URI is kept by a key management service, and destroyed by its owner.
        boolean outside = status.retired().stream().anyMatch(key -> key.contains("://"));
        return status.total() + " data keys were wrapped anew. " + status.checked() + " keys and values open without "
                + keys
                + (outside
                        ? ": the keyset has it no more, and what a key management service keeps can be disabled there."
                        : ", which is destroyed.");
    }

    private void tell(Status status) {
        String keys = String.join(", ", status.retired());
        terminal()
                .out()
                .println(
                        switch (status.state()) {
                            case "NONE" -> "No rotation since the server's start.";
                            case RUNNING ->
                                status.rewrapped() + " of " + status.total() + " data keys no longer need " + keys
                                        + ".";
                            case DONE -> done(status, keys);
                            default -> "Not finished: " + keys + " was not destroyed.";
                        });
        terminal().out().flush();
        status.left().forEach(one -> terminal().err().println("slipway: " + one));
        if (status.failure() != null) {
            terminal().err().println("slipway: " + status.failure() + " Ask again to go on.");
        }
        terminal().err().flush();
    }
}
