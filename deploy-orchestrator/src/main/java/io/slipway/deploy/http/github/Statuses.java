package io.slipway.deploy.http.github;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.view.DeploymentStatusView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.TransitionView;

/** The statuses of a deployment: what it went through itself, and what was reported from outside; newest first. */
final class Statuses {
    private Statuses() {}

    /**
     * One status.
     *
     * @param key unique, from which its GitHub id follows
     */
    record Status(
            String key,
            String state,
            String description,
            String by,
            Instant at,
            String environment,
            String logUrl,
            String environmentUrl) {}

    /**
     * @param peers all deployments of the same environment
     * @param reported what was said from outside of this one
     * @param logUrl where its output is
     */
    static List<Status> of(
            DeploymentView view, List<DeploymentView> peers, List<DeploymentStatusView> reported, String logUrl) {
        List<Status> all = new ArrayList<>();
        for (TransitionView move : moves(view)) {
            String by = move.by() == null ? view.requestedBy() : move.by();
            all.add(own(
                    view,
                    word(move.state()),
                    sentence(view, move),
                    by,
                    move.at(),
                    move.state().name(),
                    logUrl));
        }
        displaced(view, peers)
                .ifPresent(newer -> all.add(own(
                        view,
                        "inactive",
                        newer.id() + " has taken its place",
                        newer.requestedBy(),
                        endOf(newer),
                        "inactive",
                        logUrl)));
        for (DeploymentStatusView status : reported) {
            all.add(reported(view, status));
        }
        // Of the same instant the later one is first: the list above is in the order of events.
        return all.reversed().stream()
                .sorted(Comparator.comparing(Status::at).reversed())
                .toList();
    }

    static String reportedKey(String statusId) {
        return "reported/" + statusId;
    }

    /** GitHub's word for a state. */
    static String word(DeploymentState state) {
        return switch (state) {
            case QUEUED -> "queued";
            case REQUESTED, GATES, AWAITING_APPROVAL -> "pending";
            case BUILDING, ROLLING_OUT, VERIFYING, PROMOTING, ROLLING_BACK -> "in_progress";
            case SUCCEEDED -> "success";
            case ROLLED_BACK, REJECTED -> "failure";
            case FAILED -> "error";
            case CANCELLED, SUPERSEDED -> "inactive";
        };
    }

    /** What it came into, in order; of one whose document is older than such lists, its present state. */
    private static List<TransitionView> moves(DeploymentView view) {
        List<TransitionView> moves = new ArrayList<>();
        moves.add(new TransitionView(DeploymentState.REQUESTED, view.requestedAt(), null, view.requestedBy()));
        if (view.transitions() != null) {
            view.transitions().stream()
                    .filter(move -> move.state() != DeploymentState.REQUESTED)
                    .forEach(moves::add);
        } else if (view.state() != DeploymentState.REQUESTED) {
            moves.add(new TransitionView(view.state(), endOf(view), null, null));
        }
        return moves;
    }

    /** GitHub makes earlier successes inactive, except in production and where an environment is transient. */
    private static Optional<DeploymentView> displaced(DeploymentView view, List<DeploymentView> peers) {
        Annotations annotations = Annotations.of(view);
        if (view.state() != DeploymentState.SUCCEEDED
                || annotations.productionEnvironment()
                || annotations.transientEnvironment()) {
            return Optional.empty();
        }
        return peers.stream()
                .filter(peer -> peer.state() == DeploymentState.SUCCEEDED && peer.number() > view.number())
                .min(Comparator.comparingInt(DeploymentView::number));
    }

    private static Instant endOf(DeploymentView view) {
        return view.finishedAt() == null ? view.requestedAt() : view.finishedAt();
    }

    private static String sentence(DeploymentView view, TransitionView move) {
        if (move.reason() != null) {
            return move.reason();
        }
        return move.state() == view.state() && !view.message().isEmpty()
                ? view.message()
                : move.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Status own(
            DeploymentView view, String word, String description, String by, Instant at, String key, String logUrl) {
        return new Status(view.id() + "/" + key, word, description, by, at, view.environment(), logUrl, "");
    }

    private static Status reported(DeploymentView view, DeploymentStatusView status) {
        return new Status(
                reportedKey(status.id()),
                status.status().state(),
                given(status.status().description(), ""),
                status.by(),
                status.at(),
                given(status.status().environment(), view.environment()),
                given(status.status().logUrl(), ""),
                given(status.status().environmentUrl(), ""));
    }

    private static String given(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
