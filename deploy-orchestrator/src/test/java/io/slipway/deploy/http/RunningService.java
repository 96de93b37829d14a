package io.slipway.deploy.http;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

import io.slipway.deploy.DeployOrchestratorConfiguration;
import io.slipway.kit.service.ServiceUnderTest;

/** The deploy-orchestrator, with workers that only pretend. */
public final class RunningService extends ServiceUnderTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({DeployOrchestratorConfiguration.class, FakeHandlers.class})
    static class Application {}

    public RunningService(Path folder) {
        this(folder, Clock.systemUTC());
    }

    /** @param clock all that the service knows of time */
    RunningService(Path folder, Clock clock) {
        this(folder, clock, "--slipway.http.anonymous=true");
    }

    /** @param access who may use it, as settings */
    public RunningService(Path folder, String... access) {
        this(folder, Clock.systemUTC(), access);
    }

    private RunningService(Path folder, Clock clock, String... access) {
        super(Application.class, folder, clock);
        with(access);
        start();
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    public HttpResponse<String> post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30")
                .POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> apply(String name, String yaml) {
        return send(request("/api/v1/applications/" + name)
                .header("Content-Type", "application/yaml")
                .header("Prefer", "wait=30")
                .PUT(BodyPublishers.ofString(yaml)));
    }
}
