package io.slipway.events.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/** What happened to a verification of a repository. */
public sealed interface VerificationEvent extends RunEvent {
    /** @param percent of the data that is read at least; null where the policy's coverage says so */
    @MessageType(value = "io.slipway.backup.verification.started.v1", description = "A repository is being read again.")
    record VerificationStarted(
            String application,
            String environment,
            String policy,
            String run,
            RunTrigger trigger,
            VerificationLevel level,
            @Nullable Integer percent,
            @Nullable Instant due,
            String by)
            implements VerificationEvent {}

    /**
     * @param bytesRead from the repository in this run
     * @param newest when the newest snapshot was taken
     */
    @MessageType(
            value = "io.slipway.backup.verification.passed.v1",
            description = "What was read is as it was written, and the newest backup is not older than it may be.")
    record VerificationPassed(
            String application,
            String environment,
            String policy,
            String run,
            VerificationLevel level,
            long bytesRead,
            Coverage coverage,
            Instant newest,
            Duration took)
            implements VerificationEvent {}

    /**
     * @param reason what is wrong, in a sentence: damage, or a backup that is stale
     * @param damages what was found, at most a few
     */
    @MessageType(
            value = "io.slipway.backup.verification.failed.v1",
            description = "The repository is not as it should be, or could not be read.")
    record VerificationFailed(
            String application,
            String environment,
            String policy,
            String run,
            String reason,
            List<Damage> damages,
            @Nullable Coverage coverage)
            implements VerificationEvent {
        public VerificationFailed {
            damages = List.copyOf(damages);
        }
    }
}
