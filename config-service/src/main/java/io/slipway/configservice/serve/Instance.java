package io.slipway.configservice.serve;

import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

import io.slipway.events.config.RolloutStage;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Who asks.
 *
 * @param service null for what all services share
 * @param group null for an instance in no group
 * @param name by which a share of the instances is chosen; one that names itself not is among the last
 */
public record Instance(
        @Nullable String service,
        @Nullable String group,
        @Nullable String name) {
    private static final int SHARES = 10_000;

    /** Whether a stage of a rollout reaches it: always the same instances for the same percentage, and more for a higher. */
    public boolean isIn(RolloutStage stage) {
        return (stage.group() == null || stage.group().equals(group))
                && (stage.percent() == 100 || (name != null && share(name) < stage.percent() * (SHARES / 100)));
    }

    /** Spread evenly: a checksum alone puts web-1, web-2 and so on next to each other. */
    private static long share(String name) {
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(UTF_8));
        long mixed = checksum.getValue() * 0x9E3779B97F4A7C15L;
        return (mixed >>> 33) % SHARES;
    }
}
