package io.slipway.config.policy;

import java.time.Instant;
import java.util.List;

/**
 * One policy judged on one target: a line of the report.
 *
 * @param judgedAt when
 * @param application whose configuration
 * @param target the environment, with its service if there is one
 * @param revision the content's address
 * @param policy which policy
 * @param passed whether it is kept
 * @param evidence what shows it
 */
public record PolicyRecord(
        Instant judgedAt,
        String application,
        String target,
        String revision,
        String policy,
        boolean passed,
        List<String> evidence) {
    public PolicyRecord {
        evidence = List.copyOf(evidence);
    }
}
