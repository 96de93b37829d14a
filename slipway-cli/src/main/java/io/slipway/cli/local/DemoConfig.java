package io.slipway.cli.local;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.ApiProblemException;
import io.slipway.cli.output.Terminal;
import io.slipway.cli.output.Words;
import io.slipway.events.Violation;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.view.DeploymentView;

import tools.jackson.databind.JsonNode;

/**
 * The chapter about configuration: a bad change is refused with its place, a good one reaches a part of the instances
 * first, an instance that missed it is noticed, and a deployment goes back together with the configuration it was pinned
 * to.
 */
final class DemoConfig {
    private static final String APPLICATION = "/api/v1/applications/greeter";
    private static final String CONFIG = "/api/v1/config/greeter";
    private static final String DECLARATION = "slipway-config.yaml";
    private static final String BASE = "base/application.yaml";
    private static final String TRAINING = "training";
    private static final String KEY = "http.timeout";
    private static final String LIVE = "/environments/production?service=web&instance=web-";
    private static final int INSTANCES = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ApiClient admin;
    private final ApiClient ann;
    private final Terminal terminal;
    private final Path folder;
    private final List<DeploymentView> ended = new ArrayList<>();
    private final List<String> notAsTold = new ArrayList<>();
    private String first = "";

    /**
     * @param ann somebody else, whose role is to approve
     * @param folder the example's configuration
     */
    DemoConfig(ApiClient admin, ApiClient ann, Terminal terminal, Path folder) {
        this.admin = admin;
        this.ann = ann;
        this.terminal = terminal;
        this.folder = folder;
    }

    /** Puts the first configuration everywhere, so that the deployments of the other chapters are pinned to it. */
    void prepare() throws IOException, InterruptedException {
        first = commit(null, documents(), "the first");
        rollOut("staging", first);
        rollOut(TRAINING, first);
        String rollout = rollOut("production", first);
        approve(rollout, first);
        admin.command(CONFIG + "/rollouts/" + rollout + "/advance", Map.of());
        for (String environment : List.of("staging", "production", TRAINING)) {
            awaitPinnable(environment, first);
        }
    }

    /** Tells it. */
    void run() throws IOException, InterruptedException {
        String text = Files.readString(folder.resolve(BASE));
        refuse(text.replace("timeout: 30", "timeout: soon"));
        String second = commit(first, List.of(change(BASE, text.replace("Hello", "Good morning"))), "it is early");
        rollOut("staging", second);
        say("The greeting becomes Good morning", "revision " + Words.revision(second) + ", it is in staging");
        byQuarters(second);
        drift(second);
        deployAndGoBack(second);
    }

    /** The deployments of the chapter, in order. */
    List<DeploymentView> ended() {
        return ended;
    }

    /** What went otherwise. */
    List<String> notAsTold() {
        return notAsTold;
    }

    private void refuse(String text) {
        try {
            commit(first, List.of(change(BASE, text)), "a slip");
            notAsTold.add("a configuration that breaks its schema was to be refused, and was taken");
        } catch (ApiProblemException e) {
            Optional<Violation> fault = Stream.ofNullable(e.problem().errors())
                    .flatMap(List::stream)
                    .findFirst();
            String where = fault.map(found -> found.document() + ":" + found.line() + ":" + found.column() + ": "
                            + found.field() + " " + found.message())
                    .orElse(String.valueOf(e.getMessage()));
            say("Somebody sets " + KEY + " to soon", "refused: " + where);
            expect(where.startsWith(BASE + ":7:12: " + KEY), "the fault was to be told with its place, it is " + where);
        }
    }

    private void byQuarters(String revision) {
        String rollout = rollOut("production", revision);
        approve(rollout, revision);
        long quarter = instancesWith(revision);
        say(
                "Ann agrees to it for production, a quarter of the instances first",
                quarter + " of " + INSTANCES + " instances have it");
        expect(quarter > 0 && quarter < INSTANCES, "some of the instances were to have it, " + quarter + " do");
        admin.command(CONFIG + "/rollouts/" + rollout + "/advance", Map.of());
        long all = instancesWith(revision);
        say("All looks well, the others follow", all + " of " + INSTANCES + " instances have it");
        expect(all == INSTANCES, "all instances were to have it, " + all + " do");
    }

    /** An instance says what it runs with, as a client of the configuration does by itself. */
    private void drift(String second) throws InterruptedException {
        String reports = CONFIG + "/environments/production/instances";
        JsonNode answer = admin.post(reports + "/web-1", Map.of("service", "web", "revision", first));
        expect(answer.path("refetch").asBoolean(), "an instance with another revision was to be told to fetch again");
        boolean noticed = await(() -> isDrifting(reports));
        say(
                "An instance missed the change and runs with " + Words.revision(first),
                noticed ? "drift: web-1 differs, and is told to fetch again" : "nobody noticed");
        expect(noticed, "an instance with another revision was to be noticed");
        admin.post(
                reports + "/web-1",
                Map.of(
                        "service",
                        "web",
                        "revision",
                        second,
                        "hash",
                        answer.path("hash").asString()));
        boolean over = await(() -> !isDrifting(reports));
        say(
                "It runs with " + Words.revision(second) + " again",
                over ? "nothing differs any more" : "it still differs");
        expect(over, "the drift was to be over");
    }

    private boolean isDrifting(String reports) {
        return !admin.get(reports).path("drifting").isEmpty();
    }

    private void deployAndGoBack(String second) throws InterruptedException {
        deploy("1.0.0", first);
        rollOut(TRAINING, second);
        awaitPinnable(TRAINING, second);
        deploy("2.0.0", second);
        String back = admin.command(
                        APPLICATION + "/environments/" + TRAINING + "/rollback", Map.of("reason", "too early for it"))
                .requireSubject();
        DeploymentView done = await(back, DeploymentState.SUCCEEDED);
        ended.add(done);
        String live =
                admin.get(CONFIG + "/environments/" + TRAINING).path("revision").asString();
        say(
                "Training goes back to the release before",
                back + " runs " + done.version() + " with the configuration " + Words.revision(live));
        expect(done.version().equals("1.0.0"), "1.0.0 was to come back, it is " + done.version());
        expect(
                live.equals(first) && first.equals(done.configRevision()),
                "the configuration was to go back together with the release, it is " + live);
    }

    private void deploy(String version, String pinned) throws InterruptedException {
        String id = admin.command(APPLICATION + "/deployments", Map.of("version", version, "environment", TRAINING))
                .requireSubject();
        await(id, DeploymentState.AWAITING_APPROVAL);
        ann.command("/api/v1/deployments/" + id + "/approve", Map.of());
        DeploymentView view = await(id, DeploymentState.SUCCEEDED);
        ended.add(view);
        say(
                "Version " + version + " is deployed to training",
                id + " is pinned to " + Words.revision(String.valueOf(view.configRevision())));
        expect(pinned.equals(view.configRevision()), id + " was to be pinned to " + pinned);
    }

    private long instancesWith(String revision) {
        return IntStream.range(0, INSTANCES)
                .mapToObj(i -> admin.get(CONFIG + LIVE + i).path("revision").asString())
                .filter(revision::equals)
                .count();
    }

    private List<Map<String, String>> documents() throws IOException {
        List<Map<String, String>> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                String text = Files.readString(file);
                documents.add(change(name, name.equals(DECLARATION) ? withTraining(text) : text));
            }
        }
        return documents;
    }

    /** The example has no training; the pipeline of the demo has. */
    private static String withTraining(String declaration) {
        return declaration.replace("services:", "  - name: " + TRAINING + "\nservices:");
    }

    private static Map<String, String> change(String document, String text) {
        return Map.of("path", document, "text", text);
    }

    private String commit(@Nullable String on, List<Map<String, String>> changes, String reason) {
        return admin.commandOn(on, CONFIG + "/commits", Map.of("changes", changes, "reason", reason))
                .requireSubject();
    }

    private String rollOut(String environment, String revision) {
        return admin.command(CONFIG + "/rollouts", Map.of("environment", environment, "revision", revision))
                .requireSubject();
    }

    private void approve(String rollout, String revision) {
        ann.command(CONFIG + "/rollouts/" + rollout + "/approve", Map.of("contentHash", revision));
    }

    /** The other context hears of it through Kafka. */
    private void awaitPinnable(String environment, String revision) throws InterruptedException {
        boolean known = await(() -> admin.application("greeter").environments().stream()
                .anyMatch(view -> view.name().equals(environment) && revision.equals(view.configRevision())));
        expect(known, "the revision " + revision + " was to be live in " + environment);
    }

    private DeploymentView await(String id, DeploymentState expected) throws InterruptedException {
        boolean reached = await(() -> admin.deployment(id).state() == expected);
        DeploymentView view = admin.deployment(id);
        expect(reached, id + " was to be " + Words.of(expected) + ", it is " + Words.of(view.state()));
        return view;
    }

    private static boolean await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    private void say(String what, String outcome) {
        terminal.err().println(what + " → " + outcome);
    }

    private void expect(boolean asTold, String otherwise) {
        if (!asTold) {
            notAsTold.add(otherwise);
        }
    }
}
