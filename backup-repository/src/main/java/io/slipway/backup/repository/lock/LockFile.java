package io.slipway.backup.repository.lock;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.json.GoTime;
import io.slipway.backup.repository.json.JsonObject;
import io.slipway.backup.repository.json.JsonObjectWriter;

/**
 * A lock (restic, doc/design.rst, "Locks").
 *
 * @param time when it was written; whoever holds a lock writes a new one every few minutes
 * @param started since when it is held, which restic does not write
 * @param purpose such as {@link #PRUNE}; restic does not write it either
 */
public record LockFile(
        String time,
        boolean exclusive,
        String hostname,
        String username,
        long pid,
        long uid,
        long gid,
        @Nullable String started,
        @Nullable String purpose) {
    /** Of who makes room beside backups: nobody else may do so at the same time. */
    public static final String PRUNE = "prune";

    /** A lock that was not renewed for so long belongs to a process that is gone. */
    public static final Duration STALE_AFTER = Duration.ofMinutes(30);

    public static LockFile read(byte[] json) throws DamagedException {
        try {
            JsonObject file = JsonObject.parse(json);
            LockFile lock = new LockFile(
                    file.required("time"),
                    file.flag("exclusive"),
                    file.textOrEmpty("hostname"),
                    file.textOrEmpty("username"),
                    file.number("pid"),
                    file.number("uid"),
                    file.number("gid"),
                    file.text("started"),
                    file.text("purpose"));
            lock.writtenAt();
            return lock;
        } catch (DamagedException | DateTimeParseException e) {
            throw new DamagedException("it is not a lock: " + e.getMessage(), e);
        }
    }

    byte[] json() {
        return new JsonObjectWriter()
                .text("time", time)
                .flag("exclusive", exclusive)
                .text("hostname", hostname)
                .text("username", username)
                .number("pid", pid)
                .number("uid", uid)
                .number("gid", gid)
                .text("started", started)
                .text("purpose", purpose)
                .finish();
    }

    LockFile renewed(Instant now) {
        return new LockFile(
                GoTime.format(now.atOffset(ZoneOffset.UTC)),
                exclusive,
                hostname,
                username,
                pid,
                uid,
                gid,
                started,
                purpose);
    }

    Instant writtenAt() {
        return GoTime.parse(time).toInstant();
    }

    /** Since when its holder works; of one that restic wrote only when it was renewed last is known. */
    public Instant heldSince() {
        return started == null ? writtenAt() : GoTime.parse(started).toInstant();
    }

    /** Whether it is known since when its holder works. */
    public boolean tellsSinceWhen() {
        return started != null;
    }

    /** Whether its holder is gone. */
    boolean isStale(Instant now, Process own) {
        return writtenAt().plus(STALE_AFTER).isBefore(now) || (own.host().equals(hostname) && !own.runs(pid));
    }

    /** For people. */
    public String holder() {
        OffsetDateTime since = heldSince().atOffset(ZoneOffset.UTC);
        return "process " + pid + " on " + hostname + " of " + username + ", since " + GoTime.format(since.withNano(0));
    }
}
