package io.slipway.cli.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import io.slipway.cli.api.Accepted;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.ApiProblemException;
import io.slipway.events.backup.view.BackupRunsView.RunView;
import io.slipway.events.backup.view.BackupView;
import io.slipway.events.backup.view.BackupView.PolicyView;
import io.slipway.events.json.Json;

/** What a server knows of one application's backups. */
public final class BackupApi {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    /** A busy server answers a command before its reads have caught up. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int NOT_FOUND = 404;

    private final ApiClient api;
    private final String application;

    public BackupApi(ApiClient api, String application) {
        this.api = api;
        this.application = application;
    }

    String application() {
        return application;
    }

    /** Its policies, and what they achieve. */
    public BackupView view() {
        return Json.read(api.get(path()), BackupView.class);
    }

    /** @throws IllegalArgumentException if there is none of that name; it says which there are */
    PolicyView policy(String name) {
        List<PolicyView> policies = view().policies();
        return policies.stream()
                .filter(policy -> policy.spec().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(application + " has no backup policy " + name
                        + "; it has "
                        + (policies.isEmpty()
                                ? "none"
                                : String.join(
                                        ", ",
                                        policies.stream()
                                                .map(policy -> policy.spec().name())
                                                .toList()))));
    }

    /** A run that somebody has just asked for; the server may need a moment to show it. */
    public RunView run(String id) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return Json.read(api.get(path() + "/runs/" + ApiClient.encode(id)), RunView.class);
            } catch (ApiProblemException e) {
                if (e.problem().status() != NOT_FOUND || Instant.now().isAfter(end)) {
                    throw e;
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** Asks for something of a policy; the subject is the run, or what else it made. */
    Accepted ask(String policy, String what, Map<String, Object> body) {
        return api.command(path() + "/policies/" + ApiClient.encode(policy) + "/" + what, body);
    }

    /** Says something to a run or a request for removal. */
    Accepted tell(String kind, String id, String verb, Map<String, Object> body) {
        return api.command(path() + "/" + kind + "/" + ApiClient.encode(id) + "/" + verb, body);
    }

    private String path() {
        return "/api/v1/backups/" + ApiClient.encode(application);
    }
}
