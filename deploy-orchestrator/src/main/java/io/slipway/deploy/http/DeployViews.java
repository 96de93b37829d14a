package io.slipway.deploy.http;

import java.util.List;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;

import io.slipway.events.Document;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.DeploymentStatusView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.view.ViewStore;

/** The documents of the deploy context as answers. */
public final class DeployViews {
    private final ViewStore store;

    public DeployViews(ViewStore store) {
        this.store = store;
    }

    public List<ApplicationView> applications() {
        return store.all(ApplicationView.class);
    }

    public List<DeploymentView> deployments() {
        return store.all(DeploymentView.class);
    }

    public ApplicationView application(String name) {
        return store.find(ApplicationView.key(name), ApplicationView.class)
                .orElseThrow(() -> missing("application " + name));
    }

    ApplicationView.EnvironmentView environment(String application, String environment) {
        return application(application).environments().stream()
                .filter(view -> view.name().equals(environment))
                .findFirst()
                .orElseThrow(() -> missing("environment " + environment + " of " + application));
    }

    public DeploymentView deployment(String id) {
        return store.find(DeploymentView.key(id), DeploymentView.class).orElseThrow(() -> missing("deployment " + id));
    }

    /** What was said of a deployment from outside, in no order. */
    public List<DeploymentStatusView> statuses(String deploymentId) {
        return store.all(DeploymentStatusView.class).stream()
                .filter(status -> status.deploymentId().equals(deploymentId))
                .toList();
    }

    /** Answers 304 by itself when the caller has this revision already. */
    static <D extends Document> ResponseEntity<D> tagged(D document) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag("\"" + document.revision() + "\"")
                .body(document);
    }

    private static ProblemException missing(String what) {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no " + what + ".");
    }
}
