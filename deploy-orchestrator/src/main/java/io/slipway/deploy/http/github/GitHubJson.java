package io.slipway.deploy.http.github;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import io.slipway.events.deploy.view.DeploymentView;

/**
 * Deployments and statuses as GitHub writes them: every field of its schema is there, with ours in it where we have it.
 *
 * @param base address of the repository, {@code http://127.0.0.1:8480/repos/owner/name}
 */
record GitHubJson(String root, String base) {
    private static final int LONGEST_DESCRIPTION = 140;

    Map<String, Object> deployment(DeploymentView view, Statuses.Status newest) {
        Annotations annotations = Annotations.of(view);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("url", url(view));
        json.put("id", GitHubId.of(view.id()));
        json.put("node_id", GitHubId.node("Deployment", view.id()));
        json.put("sha", annotations.sha());
        json.put("ref", annotations.ref());
        json.put("task", annotations.task());
        json.put("payload", annotations.payload());
        json.put("original_environment", view.environment());
        json.put("environment", view.environment());
        json.put("description", view.reason() == null ? "" : view.reason());
        json.put("creator", user(view.requestedBy()));
        json.put("created_at", view.requestedAt().truncatedTo(ChronoUnit.SECONDS));
        json.put("updated_at", newest.at().truncatedTo(ChronoUnit.SECONDS));
        json.put("statuses_url", url(view) + "/statuses");
        json.put("repository_url", base);
        json.put("transient_environment", annotations.transientEnvironment());
        json.put("production_environment", annotations.productionEnvironment());
        json.put("slipway_id", view.id());
        return json;
    }

    Map<String, Object> status(DeploymentView view, Statuses.Status status) {
        long id = GitHubId.of(status.key());
        String description = status.description();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("url", url(view) + "/statuses/" + id);
        json.put("id", id);
        json.put("node_id", GitHubId.node("DeploymentStatus", status.key()));
        json.put("state", status.state());
        json.put("creator", user(status.by()));
        json.put(
                "description",
                description.length() <= LONGEST_DESCRIPTION
                        ? description
                        : description.substring(0, LONGEST_DESCRIPTION - 1) + "…");
        json.put("environment", status.environment());
        json.put("target_url", status.logUrl());
        json.put("created_at", status.at().truncatedTo(ChronoUnit.SECONDS));
        json.put("updated_at", status.at().truncatedTo(ChronoUnit.SECONDS));
        json.put("deployment_url", url(view));
        json.put("repository_url", base);
        json.put("environment_url", status.environmentUrl());
        json.put("log_url", status.logUrl());
        return json;
    }

    String url(DeploymentView view) {
        return base + "/deployments/" + GitHubId.of(view.id());
    }

    String logs(DeploymentView view) {
        return root + "/api/v1/deployments/" + view.id() + "/logs";
    }

    /** People have no pages here, so all but the name is empty. */
    private static Map<String, Object> user(String name) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("login", name);
        user.put("id", GitHubId.of("user/" + name));
        user.put("node_id", GitHubId.node("User", "user/" + name));
        for (String address : new String[] {
            "avatar_url",
            "gravatar_id",
            "url",
            "html_url",
            "followers_url",
            "following_url",
            "gists_url",
            "starred_url",
            "subscriptions_url",
            "organizations_url",
            "repos_url",
            "events_url",
            "received_events_url"
        }) {
            user.put(address, "");
        }
        user.put("type", "User");
        user.put("site_admin", false);
        return user;
    }
}
