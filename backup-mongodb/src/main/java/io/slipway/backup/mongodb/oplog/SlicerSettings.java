package io.slipway.backup.mongodb.oplog;

import java.time.Duration;

/**
 * How slices are cut.
 *
 * @param span how often
 * @param bytes how many a slice holds at most; one entry more may be in it
 * @param patience how long to wait for the entry beyond the end, which an idle server writes every ten seconds
 */
public record SlicerSettings(Duration span, int bytes, Duration patience) {
    public static final SlicerSettings DEFAULT =
            new SlicerSettings(Duration.ofSeconds(60), 16 << 20, Duration.ofSeconds(60));

    public SlicerSettings {
        if (span.isNegative() || span.isZero() || bytes < 1 || patience.isNegative()) {
            throw new IllegalArgumentException("span, bytes and patience must be positive");
        }
    }
}
