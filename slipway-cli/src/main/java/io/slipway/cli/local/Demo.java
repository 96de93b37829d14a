package io.slipway.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.slipway.cli.api.ApiClient;
import io.slipway.cli.output.Terminal;
import io.slipway.cli.output.Words;
import io.slipway.cli.progress.Follower;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.view.DeploymentView;

/** The story the demo tells, and whether it went as told. */
final class Demo {
    private static final String APPLICATION = "greeter";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int REQUESTS_PER_SECOND = 60;

    private final LocalServer server;
    private final Terminal terminal;
    private final DemoPorts ports;
    private final ApiClient api;
    private final Path example;
    private final String annsToken;
    private final List<DeploymentView> ended = new ArrayList<>();
    private final List<String> notAsTold = new ArrayList<>();

    /** @param annsToken of somebody who may approve */
    Demo(LocalServer server, Terminal terminal, DemoPorts ports, String annsToken) throws IOException {
        this.server = server;
        this.annsToken = annsToken;
        this.terminal = terminal;
        this.ports = ports;
        this.api = server.client("demo");
        this.example = server.home().resolve("examples").resolve(APPLICATION);
    }

    /** Tells it; whether all went as told. */
    boolean run() throws IOException, InterruptedException {
        Instant begun = Instant.now();
        api.apply(APPLICATION, ports.in(Files.readString(example.resolve("slipway.yaml"))));
        ApiClient ann = server.client(annsToken, "ann");
        DemoConfig config = new DemoConfig(api, ann, terminal, example.resolve("config"));
        config.prepare();
        chapter("Version 1.0.0 goes to staging, and from there to production");
        deploy("1.0.0", "v1", DeploymentState.SUCCEEDED);
        Users users = new Users(ports.productionUri(), REQUESTS_PER_SECOND);
        try (users) {
            chapter("Version 2.0.0 comes by canary, while people use the service (" + REQUESTS_PER_SECOND
                    + " requests a second)");
            deploy("2.0.0", "v2", DeploymentState.SUCCEEDED);
            chapter("Version 3.0.0 answers some requests with errors");
            deploy("3.0.0", "v3", DeploymentState.ROLLED_BACK);
        }
        chapter("Rules and people say no");
        DemoPeople people = new DemoPeople(api, ann, terminal);
        people.run();
        ended.addAll(people.ended());
        notAsTold.addAll(people.notAsTold());
        chapter("Configuration is checked, rolled out step by step, and goes back together with the software");
        config.run();
        ended.addAll(config.ended());
        notAsTold.addAll(config.notAsTold());
        chapter("What it keeps is backed up, and nothing is deployed on top of it before a restore has proven that");
        DemoBackup backup = new DemoBackup(
                api, ann, terminal, server.data(), ports.in(Files.readString(example.resolve("slipway.yaml"))));
        backup.run();
        ended.addAll(backup.ended());
        notAsTold.addAll(backup.notAsTold());
        conclude(users, begun);
        return notAsTold.isEmpty();
    }

    private void chapter(String title) {
        terminal.err().println();
        terminal.err().println(terminal.bold(title));
    }

    private void deploy(String version, String folder, DeploymentState expected) throws InterruptedException {
        String source = example.resolve(folder).toAbsolutePath().normalize().toString();
        String id = api.command(
                        "/api/v1/applications/" + APPLICATION + "/deployments",
                        Map.of("version", version, "source", Map.of("path", source)))
                .requireSubject();
        DeploymentView last = new Follower(api, terminal).follow(id, LIMIT);
        for (String current = id; current != null; ) {
            DeploymentView view = api.deployment(current);
            ended.add(view);
            current = view.promotedTo();
        }
        expect(
                last.environment().equals("production") && last.state() == expected,
                version + " was to end in production as " + Words.of(expected) + ", it ended in " + last.environment()
                        + " as " + Words.of(last.state()) + ": " + last.message());
    }

    private void conclude(Users users, Instant begun) throws InterruptedException {
        String serving = api.application(APPLICATION).environments().stream()
                .filter(environment -> environment.name().equals("production"))
                .map(environment -> environment.release() == null
                        ? "nothing"
                        : environment.release().version())
                .findFirst()
                .orElse("nothing");
        expect(serving.equals("2.0.0"), "2.0.0 was to serve production at the end, it is " + serving);
        expect(
                users.lost().isEmpty(),
                "no request was to be lost, " + users.lost().size() + " were: "
                        + users.lost().peek());
        expect(users.answers().containsKey("3.0.0"), "3.0.0 was to get some traffic, it got none");
        List<String> untold = DemoNotifications.awaitAll(
                server.log(),
                ended.stream()
                        .filter(deployment -> deployment.state() != DeploymentState.SUPERSEDED)
                        .map(DeploymentView::id)
                        .toList());
        int told = DemoNotifications.count(server.log());
        expect(untold.isEmpty(), "each deployment's end was to be notified, nobody was told of that of " + untold);
        new DemoSummary(terminal).print(ended, users, serving, told, Duration.between(begun, Instant.now()));
        notAsTold.forEach(fault -> terminal.out().println(terminal.red("✗ " + fault)));
        if (notAsTold.isEmpty()) {
            terminal.out().println(terminal.green("✓ Everything went as told."));
        }
        terminal.out().println("API  " + server.url());
    }

    private void expect(boolean asTold, String otherwise) {
        if (!asTold) {
            notAsTold.add(otherwise);
        }
    }
}
