package io.slipway.cli.backup;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.VerificationLevel;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = "Have a repository read again: is everything there, and is it as it was written?",
        footer = {"", "Example: slipway backup verify crm nightly --level read --percent 100 --wait"})
public final class VerifyCommand extends PolicyRequest {
    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "read",
            description = {
                "presence: everything that the snapshots need is there; read: and a part of the data is read, decrypted and"
                        + " hashed; restore: and the newest snapshots from end to end. Default: ${DEFAULT-VALUE}"
            })
    private VerificationLevel level = VerificationLevel.READ;

    @Option(
            names = "--percent",
            paramLabel = "PERCENT",
            description = "How much of the data is read. Default: as much as keeps the policy's coverage.")
    private @Nullable Integer percent;

    public VerifyCommand() {
        super("verify");
    }

    @Override
    protected boolean prepare(BackupApi backups, Map<String, Object> body) {
        if (percent != null && (percent < 1 || percent > 100)) {
            throw new IllegalArgumentException("--percent is " + percent + ", expected 1 to 100");
        }
        if (percent != null && level == VerificationLevel.PRESENCE) {
            throw new IllegalArgumentException(
                    "--level presence reads no data: leave --percent out, or say --level read");
        }
        body.put("level", level);
        if (percent != null) {
            body.put("percent", percent);
        }
        return true;
    }
}
