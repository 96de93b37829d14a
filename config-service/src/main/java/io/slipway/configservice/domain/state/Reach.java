package io.slipway.configservice.domain.state;

import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

import io.slipway.events.config.RolloutStage;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Which instances a stage of a rollout reaches: always the same ones for the same percentage, and more for a higher. */
public final class Reach {
    private static final int SHARES = 10_000;

    private Reach() {}

    /**
     * @param group null for an instance in no group
     * @param name null for one that names itself not, which is among the last
     */
    public static boolean of(RolloutStage stage, @Nullable String group, @Nullable String name) {
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
