package io.slipway.backupservice.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Knows secrets by the names that policies give them: from a file in a folder, or else an environment variable. */
public final class Secrets {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,99}");

    private final @Nullable Path folder;
    private final UnaryOperator<@Nullable String> environment;

    /** @param folder null where there is none */
    public Secrets(@Nullable Path folder) {
        this(folder, System::getenv);
    }

    /** @param environment gives the value of a variable, or null */
    public Secrets(@Nullable Path folder, UnaryOperator<@Nullable String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /**
     * The secret, without a line break at its end.
     *
     * @throws MissingSecretException if there is none by this name, or it is empty or cannot be read; the message never has a
     *     value
     */
    public String get(String name) throws MissingSecretException {
        if (!NAME.matcher(name).matches()) {
            throw new MissingSecretException("the name of a secret is not one; see the policy");
        }
        String value = fromFolder(name);
        value = value == null ? environment.apply(name) : value;
        if (value == null || value.isEmpty()) {
            throw new MissingSecretException("there is no secret " + name + ": neither a file of this name in "
                    + (folder == null ? "a folder of secrets (slipway.backup.secrets is not set)" : folder)
                    + " nor an environment variable of the backup-service");
        }
        return value;
    }

    private @Nullable String fromFolder(String name) throws MissingSecretException {
        if (folder == null) {
            return null;
        }
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new MissingSecretException(
                    "the secret " + name + " cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
