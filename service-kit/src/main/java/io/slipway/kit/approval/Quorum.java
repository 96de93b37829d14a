package io.slipway.kit.approval;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.pipeline.ApprovalGroup;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.events.deploy.view.ApprovalView;
import io.slipway.kit.aggregate.Directory;

/** Whether enough of the right people agreed, who may, and who is missing. */
public final class Quorum {
    /** Whose members may agree where a group names nobody and roles count. */
    private static final String APPROVER = "approver";

    private final ApprovalSpec policy;
    private final Directory directory;
    private final @Nullable String requester;

    /** @param requester who asked for what has to be agreed to; null where nobody has yet */
    public Quorum(ApprovalSpec policy, Directory directory, @Nullable String requester) {
        this.policy = policy;
        this.directory = directory;
        this.requester = policy.withoutRequester() && requester != null ? Directory.principal(requester) : null;
    }

    /** Whether an actor's word counts in one of the groups. */
    public boolean mayApprove(String actor) {
        return policy.everyGroup().stream().anyMatch(group -> counts(group, Directory.principal(actor)));
    }

    /** Whether every group has enough. */
    public boolean isMet(Collection<String> approvers) {
        return policy.everyGroup().stream().allMatch(group -> missing(group, approvers) == 0);
    }

    /** Why it can never be met; empty when it can. */
    public Optional<String> fault() {
        return policy.everyGroup().stream()
                .flatMap(group -> fault(group).stream())
                .findFirst();
    }

    /** What keeps an actor from agreeing, with who may. */
    public String refusal(String actor) {
        if (Directory.principal(actor).equals(requester)) {
            return actor + " asked for it and so may not approve it; " + who();
        }
        return actor + " may not approve it; " + who();
    }

    public ApprovalView view(Collection<String> approvers) {
        return new ApprovalView(
                policy.everyGroup().stream()
                        .map(group -> new ApprovalView.Group(
                                group.name(),
                                group.required(),
                                missing(group, approvers),
                                List.copyOf(given(group, approvers)),
                                mayStill(group, approvers)))
                        .toList(),
                policy.withoutRequester());
    }

    /** How many approvals are missing in all; one person's may count for several. */
    public int missing(Collection<String> approvers) {
        return policy.everyGroup().stream()
                .mapToInt(group -> missing(group, approvers))
                .sum();
    }

    private Optional<String> fault(ApprovalGroup group) {
        if (isOpen(group)) {
            return Optional.empty();
        }
        Set<String> people = eligible(group);
        return people.size() >= group.required()
                ? Optional.empty()
                : Optional.of("only " + people.size() + " may approve as " + group.name()
                        + (requester == null ? "" : ", " + requester + " who asks for it left out") + ", so "
                        + group.required() + (group.required() == 1 ? " approval" : " approvals")
                        + " can never be had");
    }

    private int missing(ApprovalGroup group, Collection<String> approvers) {
        return Math.max(0, group.required() - given(group, approvers).size());
    }

    /** One person counts once, however often and through whatever token. */
    private Set<String> given(ApprovalGroup group, Collection<String> approvers) {
        return approvers.stream()
                .map(Directory::principal)
                .filter(principal -> counts(group, principal))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> mayStill(ApprovalGroup group, Collection<String> approvers) {
        Set<String> given = given(group, approvers);
        return isOpen(group) || given.size() >= group.required()
                ? List.of()
                : eligible(group).stream().filter(name -> !given.contains(name)).toList();
    }

    private boolean counts(ApprovalGroup group, String principal) {
        return !principal.equals(requester) && (isOpen(group) || eligible(group).contains(principal));
    }

    /** Whether anybody may agree. */
    private boolean isOpen(ApprovalGroup group) {
        return group.approvers().isEmpty() && group.roles().isEmpty() && directory.isEmpty();
    }

    private Set<String> eligible(ApprovalGroup group) {
        Set<String> people = new TreeSet<>(group.approvers());
        group.roles().forEach(role -> people.addAll(directory.members(role)));
        if (group.approvers().isEmpty() && group.roles().isEmpty()) {
            people.addAll(directory.members(APPROVER));
        }
        people.remove(requester == null ? "" : requester);
        return people;
    }

    private String who() {
        return policy.everyGroup().stream()
                .map(group -> isOpen(group)
                        ? "anybody else may"
                        : "these may as " + group.name() + ": " + String.join(", ", eligible(group)))
                .collect(Collectors.joining("; "));
    }
}
