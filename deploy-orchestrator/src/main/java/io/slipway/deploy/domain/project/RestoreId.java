package io.slipway.deploy.domain.project;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of the command by which an attempt at a step asks for a configuration. The same attempt has always the same, so
 * that it is asked once, and the answer finds back to it.
 */
public record RestoreId(String application, String deploymentId, String step, int attempt) {
    private static final Pattern FORM = Pattern.compile("restore-config/([^/]+)/([^/]+)/([^/]+)/([0-9]{1,9})");

    String commandId() {
        return "restore-config/" + application + "/" + deploymentId + "/" + step + "/" + attempt;
    }

    /** Empty for the id of any other command. */
    public static Optional<RestoreId> of(String commandId) {
        Matcher form = FORM.matcher(commandId);
        return form.matches()
                ? Optional.of(
                        new RestoreId(form.group(1), form.group(2), form.group(3), Integer.parseInt(form.group(4))))
                : Optional.empty();
    }
}
