package io.slipway.deploy.http.github;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.http.DeployViews;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.DeploymentView;

/**
 * The applications of a repository: those that declare it, or else the one of the repository's name that declares none.
 *
 * @param applications at least one
 */
record Repository(List<ApplicationView> applications, DeployViews views) {

    static Repository find(DeployViews views, String owner, String name) {
        String whole = owner + "/" + name;
        List<ApplicationView> declared = views.applications().stream()
                .filter(application -> whole.equalsIgnoreCase(application.spec().repository()))
                .toList();
        List<ApplicationView> found = declared.isEmpty()
                ? views.applications().stream()
                        .filter(application -> application.spec().repository() == null
                                && application.name().equals(name.toLowerCase(Locale.ROOT)))
                        .toList()
                : declared;
        if (found.isEmpty()) {
            throw Fault.notFound();
        }
        return new Repository(found, views);
    }

    /** The one of a name; without a name the only one. */
    ApplicationView application(@Nullable String name) {
        if (name == null && applications.size() == 1) {
            return applications.getFirst();
        }
        return applications.stream()
                .filter(application -> application.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Fault.invalid(
                        "payload.application",
                        "one of these applications of the repository is expected: "
                                + applications.stream()
                                        .map(ApplicationView::name)
                                        .collect(Collectors.joining(", "))));
    }

    /** Newest first. */
    List<DeploymentView> deployments() {
        Set<String> names = applications.stream().map(ApplicationView::name).collect(Collectors.toSet());
        return views.deployments().stream()
                .filter(view -> names.contains(view.application()))
                .sorted(Comparator.comparing(DeploymentView::requestedAt)
                        .thenComparing(DeploymentView::number)
                        .reversed())
                .toList();
    }

    DeploymentView deployment(long id) {
        return deployments().stream()
                .filter(view -> GitHubId.of(view.id()) == id)
                .findFirst()
                .orElseThrow(Fault::notFound);
    }
}
