package io.slipway.backupservice.domain.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;

/**
 * A request to remove snapshots by name.
 *
 * @param approvedBy who agreed so far
 * @param complete whether nobody is missing; it then only waits for its turn
 */
public record Deletion(
        String id,
        String policy,
        List<String> snapshots,
        ApprovalSpec approval,
        String by,
        String reason,
        Instant expires,
        List<String> approvedBy,
        boolean complete) {
    public Deletion {
        snapshots = List.copyOf(snapshots);
        approvedBy = List.copyOf(approvedBy);
    }

    Deletion approved(String person, boolean all) {
        List<String> people = new ArrayList<>(approvedBy);
        people.add(person);
        return new Deletion(id, policy, snapshots, approval, by, reason, expires, people, all);
    }
}
