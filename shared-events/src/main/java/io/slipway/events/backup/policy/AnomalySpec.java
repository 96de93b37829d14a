package io.slipway.events.backup.policy;

/**
 * When a backup that succeeded is suspicious, compared with the median of the newest earlier ones of its source.
 *
 * @param minSize the least part of the usual size: 0.5 for half of it. Data that is gone
 * @param maxSize the greatest multiple of the usual size
 * @param maxNew the greatest part of the data that may be new, unless that much usually is: 0.8 for four fifths. Files that
 *     were encrypted by somebody else share nothing with what was there
 * @param minCompression how much smaller than usual the compression may make new data: 0.5 for half as well. What was
 *     encrypted cannot be compressed
 * @param minBytes smaller backups are not looked at
 */
public record AnomalySpec(double minSize, double maxSize, double maxNew, double minCompression, long minBytes) {
    public static final AnomalySpec DEFAULT = new AnomalySpec(0.5, 5, 0.8, 0.5, 1024 * 1024);
}
