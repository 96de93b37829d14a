package io.slipway.deploy.verify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.slipway.deploy.outbound.WholeAnswer;
import io.slipway.deploy.rollout.RolloutDriver;
import io.slipway.deploy.rollout.ServiceTarget;
import io.slipway.events.deploy.pipeline.VerificationSpec.HttpCheck;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.events.deploy.task.VerifyTask.Measurement;
import io.slipway.kit.task.TaskFailedException;

/** Asks the instances of a release themselves, each of them, whatever traffic they get. */
final class HttpChecks {
    private static final int SHOWN = 80;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    List<Measurement> run(VerifyTask task, RolloutDriver driver) throws TaskFailedException, InterruptedException {
        List<Measurement> measurements = new ArrayList<>();
        for (HttpCheck check : task.checks()) {
            List<URI> endpoints = driver.endpoints(
                    new ServiceTarget(task.application(), task.environment(), check.service()), task.release());
            if (endpoints.isEmpty()) {
                throw new TaskFailedException(
                        "no instance of " + check.service() + " runs " + task.release() + " to check", true);
            }
            for (URI endpoint : endpoints) {
                measurements.add(ask(check, endpoint));
            }
        }
        return measurements;
    }

    private Measurement ask(HttpCheck check, URI endpoint) throws InterruptedException {
        String expected = check.status() + (check.contains() == null ? "" : " with \"" + check.contains() + "\"");
        String name = check.name() + " (GET " + check.path() + ")";
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(endpoint + check.path())).build();
            HttpResponse<String> answer = WholeAnswer.get(
                    http, request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), check.timeout());
            boolean status = answer.statusCode() == check.status();
            boolean text = check.contains() == null || answer.body().contains(check.contains());
            String found = status && text ? String.valueOf(answer.statusCode()) : shown(answer);
            return new Measurement(name, found, expected, status && text);
        } catch (IOException | IllegalArgumentException e) {
            return new Measurement(name, "no answer: " + e.getMessage(), expected, false);
        }
    }

    private static String shown(HttpResponse<String> answer) {
        String body = answer.body().strip();
        return answer.statusCode() + " with \"" + (body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body)
                + "\"";
    }
}
