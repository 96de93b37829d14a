package io.slipway.config.policy;

import java.time.Instant;
import java.util.List;

/**
 * How a revision came into force.
 *
 * @param revision the content's address
 * @param author who wrote it
 * @param at when it came into force
 * @param approvals who agreed, to what
 */
public record Change(String revision, String author, Instant at, List<Approval> approvals) {
    /**
     * Somebody's agreement.
     *
     * @param by who
     * @param revision the content's address it was given to
     */
    public record Approval(String by, String revision) {}

    public Change {
        approvals = List.copyOf(approvals);
    }

    /** Who agreed to exactly this content and did not write it; each once. */
    List<String> otherPeople() {
        return approvals.stream()
                .filter(approval -> approval.revision().equals(revision))
                .map(Approval::by)
                .filter(person -> !person.equals(author))
                .distinct()
                .sorted()
                .toList();
    }
}
