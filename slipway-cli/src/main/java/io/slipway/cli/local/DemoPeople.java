package io.slipway.cli.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.ApiProblemException;
import io.slipway.cli.output.Terminal;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.view.DeploymentView;

/**
 * The chapter in which nothing is rolled out, because rules and people say no: what was taken back stays away, a stopped
 * line holds what comes, a newer deployment takes the place of one that waits, and nobody agrees to what they asked for
 * themselves.
 */
final class DemoPeople {
    private static final String PATH = "/api/v1/applications/greeter";
    private static final String TRAINING = "training";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ApiClient admin;
    private final ApiClient ann;
    private final Terminal terminal;
    private final List<DeploymentView> ended = new ArrayList<>();
    private final List<String> notAsTold = new ArrayList<>();

    /** @param ann somebody else, whose role is to approve */
    DemoPeople(ApiClient admin, ApiClient ann, Terminal terminal) {
        this.admin = admin;
        this.ann = ann;
        this.terminal = terminal;
    }

    /** Tells it. */
    void run() throws InterruptedException {
        refused(
                "Version 3.0.0 is promoted to production again",
                () -> admin.command(
                        PATH + "/environments/staging/promote", Map.of("to", "production", "reason", "try again")),
                "quarantine");

        admin.command(PATH + "/environments/" + TRAINING + "/line/stop", Map.of("reason", "a course is on"));
        String first = start("1.0.0");
        DeploymentView held = await(first, view -> view.hold() != null, "to wait for the line");
        say("The line to training is stopped, version 1.0.0 is deployed", first + " waits: " + held.message());
        admin.command(PATH + "/environments/" + TRAINING + "/line/resume", Map.of("reason", "the course is over"));
        await(first, DeploymentState.AWAITING_APPROVAL);
        say("The line is started again", first + " waits for somebody to agree");
        String second = start("2.0.0");
        DeploymentView superseded = await(first, DeploymentState.SUPERSEDED);
        say("Version 2.0.0 takes its place", first + " " + superseded.message());
        await(second, DeploymentState.AWAITING_APPROVAL);
        refused(
                "Whoever asked for it agrees",
                () -> admin.command("/api/v1/deployments/" + second + "/approve", Map.of()),
                "");
        ann.command("/api/v1/deployments/" + second + "/reject", Map.of("comment", "not before the course ends"));
        DeploymentView rejected = await(second, DeploymentState.REJECTED);
        say("Ann rejects it", second + " " + rejected.message());
        ended.add(superseded);
        ended.add(rejected);
    }

    /** The deployments of the chapter, in order. */
    List<DeploymentView> ended() {
        return ended;
    }

    /** What went otherwise. */
    List<String> notAsTold() {
        return notAsTold;
    }

    private String start(String version) {
        return admin.command(PATH + "/deployments", Map.of("version", version, "environment", TRAINING))
                .requireSubject();
    }

    private void refused(String what, Supplier<?> request, String because) {
        try {
            request.get();
            notAsTold.add(what + ": was to be refused, and was taken");
        } catch (ApiProblemException e) {
            say(what, "refused: " + e.getMessage());
            if (!String.valueOf(e.getMessage()).contains(because)) {
                notAsTold.add(what + ": was to be refused for a " + because + ", was refused with " + e.getMessage());
            }
        }
    }

    private DeploymentView await(String id, DeploymentState expected) throws InterruptedException {
        return await(id, view -> view.state() == expected, "to be " + expected);
    }

    private DeploymentView await(String id, Predicate<DeploymentView> expected, String inWords)
            throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        DeploymentView view = admin.deployment(id);
        while (!expected.test(view) && Instant.now().isBefore(end)) {
            Thread.sleep(50);
            view = admin.deployment(id);
        }
        if (!expected.test(view)) {
            notAsTold.add(id + " was " + inWords + ", it is " + view.state() + ": " + view.message());
        }
        return view;
    }

    private void say(String what, String outcome) {
        terminal.err().println(what + " → " + outcome);
    }
}
