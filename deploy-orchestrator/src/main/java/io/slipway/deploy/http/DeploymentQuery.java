package io.slipway.deploy.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.kit.http.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Chooses deployments, the newest first, page by page. A deployment asked for later does not shift the pages. */
record DeploymentQuery(
        @Nullable String application,
        @Nullable String environment,
        Set<DeploymentState> states,
        @Nullable String cursor,
        int limit) {
    static final int MOST = 200;

    private static final Comparator<DeploymentView> NEWEST_FIRST = Comparator.comparing(DeploymentView::requestedAt)
            .thenComparing(DeploymentView::id)
            .reversed();

    DeploymentQuery {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.malformed("limit", "1 to " + MOST + " is expected");
        }
    }

    /** States as the API and as {@code slipway.yaml} write them: {@code ROLLED_BACK} or {@code rolledBack}. */
    static Set<DeploymentState> states(@Nullable List<String> names) {
        return names == null
                ? Set.of()
                : names.stream().map(DeploymentQuery::state).collect(Collectors.toSet());
    }

    Page<DeploymentView> page(List<DeploymentView> all) {
        Place after = cursor == null ? null : Place.decode(cursor);
        List<DeploymentView> found = all.stream()
                .filter(view -> application == null || view.application().equals(application))
                .filter(view -> environment == null || view.environment().equals(environment))
                .filter(view -> states.isEmpty() || states.contains(view.state()))
                .filter(view -> after == null || after.isBefore(view))
                .sorted(NEWEST_FIRST)
                .limit(limit + 1L)
                .toList();
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        return new Page<>(
                found.subList(0, limit), Place.of(found.get(limit - 1)).encode());
    }

    private static DeploymentState state(String name) {
        String wanted = name.replace("_", "").toLowerCase(Locale.ROOT);
        return Stream.of(DeploymentState.values())
                .filter(state ->
                        state.name().replace("_", "").toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst()
                .orElseThrow(() -> ProblemException.malformed("state", name + " is not a state of a deployment"));
    }

    /** The last deployment of the page before. */
    private record Place(Instant requestedAt, String id) {
        static Place of(DeploymentView view) {
            return new Place(view.requestedAt(), view.id());
        }

        static Place decode(String cursor) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split(" ", 2);
                return new Place(Instant.parse(parts[0]), parts[1]);
            } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
                throw ProblemException.malformed("cursor", "is none that this service has given out");
            }
        }

        String encode() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString((requestedAt + " " + id).getBytes(UTF_8));
        }

        boolean isBefore(DeploymentView view) {
            int time = view.requestedAt().compareTo(requestedAt);
            return time < 0 || (time == 0 && view.id().compareTo(id) < 0);
        }
    }
}
