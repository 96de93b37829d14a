package io.slipway.configservice.domain.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.domain.state.Rollout;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.approval.Quorum;

/** Who has to agree to a rollout: a number of people other than the one who asks, and enough of each group. */
final class Approvals {
    private static final Duration PATIENCE = Duration.ofHours(24);

    private final Rollout rollout;
    private final Directory directory;

    Approvals(Rollout rollout, Directory directory) {
        this.rollout = rollout;
        this.directory = directory;
    }

    /** How long a rollout waits for people. */
    static Instant expiry(Rollout rollout) {
        return rollout.since()
                .plus(rollout.policies().stream()
                        .map(ApprovalSpec::expires)
                        .min(Duration::compareTo)
                        .orElse(PATIENCE));
    }

    /** Why policies can never be met when somebody asks; empty when they can. */
    static Optional<String> never(List<ApprovalSpec> policies, Directory directory, String requester) {
        return policies.stream()
                .flatMap(policy -> new Quorum(policy, directory, requester).fault().stream())
                .findFirst();
    }

    /** Why somebody may not agree; empty when they may. */
    Optional<Refusal> refuses(String actor) {
        String person = Directory.principal(actor);
        boolean asked = person.equals(Directory.principal(rollout.requestedBy()));
        Optional<Refusal> role = new Permissions(directory).refusesApproval(actor);
        boolean counts = rollout.approvals() > 0 && !asked && role.isEmpty();
        if (counts || quorums().stream().anyMatch(quorum -> quorum.mayApprove(actor))) {
            return Optional.empty();
        }
        return rollout.policies().isEmpty() && role.isPresent()
                ? role
                : Optional.of(Refusal.of(
                        Refusal.Code.FORBIDDEN,
                        asked
                                ? "whoever asked for a rollout cannot agree to it"
                                : quorums().getFirst().refusal(actor)));
    }

    /** Why somebody may not refuse it: only who may agree may. */
    Optional<Refusal> refusesRejection(String actor) {
        return rollout.policies().isEmpty() ? new Permissions(directory).refusesApproval(actor) : refuses(actor);
    }

    /** Whether nobody is missing once somebody has agreed; null where their number says so. */
    @Nullable
    Boolean complete(String actor) {
        if (rollout.policies().isEmpty()) {
            return null;
        }
        List<String> people = new ArrayList<>(rollout.approvedBy());
        people.add(actor);
        return people.size() >= rollout.approvals() && quorums().stream().allMatch(quorum -> quorum.isMet(people));
    }

    private List<Quorum> quorums() {
        return rollout.policies().stream()
                .map(policy -> new Quorum(policy, directory, rollout.requestedBy()))
                .toList();
    }
}
