package io.slipway.deploy.http.github;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.http.Checks;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.SourceRef;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.json.Json;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The body of a request for a deployment, as the command it means. */
final class DeploymentBody {
    private static final int MOST_PAYLOAD = 8 * 1024;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private final JsonBody body;
    private final JsonNode payload;
    private final JsonBody details;

    private DeploymentBody(JsonBody body) {
        this.body = body;
        JsonNode sent = body.node().path("payload");
        payload = sent.isMissingNode() || sent.isNull() ? JsonNodeFactory.instance.objectNode() : sent;
        details = new JsonBody(parsed(payload), "payload");
    }

    /** @throws ProblemException when it is no JSON, or asks for checks that nobody here can make */
    static DeploymentBody parse(byte[] bytes) {
        DeploymentBody parsed = new DeploymentBody(JsonBody.parse(bytes));
        parsed.check();
        return parsed;
    }

    private void check() {
        String ref = body.needed("ref");
        Checks.text("ref", ref);
        if (payload.toString().length() > MOST_PAYLOAD) {
            throw Fault.invalid("payload", "at most " + MOST_PAYLOAD + " characters are expected");
        }
        JsonNode contexts = body.node().path("required_contexts");
        if (!contexts.isMissingNode() && !contexts.isNull() && !contexts.isArray()) {
            throw Fault.invalid("required_contexts", "a list is expected");
        }
        if (!contexts.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.CONFLICT,
                    "Conflict: Commit status checks of " + ref + " are not known here; send required_contexts: []");
        }
    }

    /** Which application is meant, where a repository has several. */
    @Nullable
    String application() {
        return details.text("application");
    }

    DeployCommand command(ApplicationView application) {
        String environment = environment(application);
        String task = body.text("task", "deploy");
        String ref = body.needed("ref");
        String version = Checks.version(details.text("version", version(ref)));
        @Nullable String reason = Checks.text("description", body.text("description"));
        Map<String, String> annotations = new Annotations(
                        ref,
                        details.text("sha", ref),
                        Checks.text("task", task),
                        payload,
                        body.flag("transient_environment", false),
                        body.flag("production_environment", Annotations.isProduction(environment)))
                .map();
        if (task.equals("rollback")) {
            return new DeployCommand.RollBack(
                    application.name(),
                    environment,
                    Checks.text("payload.to", details.text("to")),
                    reason,
                    null,
                    annotations);
        }
        Map<String, String> artifacts = Checks.artifacts(details.texts("artifacts"));
        @Nullable
        SourceRef source = isPromotion(application, environment, version, artifacts) ? null : source(application, ref);
        return new DeployCommand.Start(
                application.name(), environment, version, source, artifacts, reason, annotations);
    }

    private String environment(ApplicationView application) {
        String asked = body.text("environment", "production");
        List<String> known = application.spec().environments().stream()
                .map(EnvironmentSpec::name)
                .toList();
        return known.stream()
                .filter(name -> name.equals(asked.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Fault.invalid("environment", "is none of " + String.join(", ", known)));
    }

    /** What an environment before has of this version goes on as it is; it is not built again. */
    private boolean isPromotion(
            ApplicationView application, String environment, String version, Map<String, String> artifacts) {
        return artifacts.isEmpty()
                && !details.child("source").isPresent()
                && application.environments().stream()
                        .takeWhile(view -> !view.name().equals(environment))
                        .flatMap(view -> Stream.concat(Stream.ofNullable(view.release()), view.releases().stream()))
                        .anyMatch(release -> release.version().equals(version));
    }

    private @Nullable SourceRef source(ApplicationView application, String ref) {
        JsonBody source = details.child("source");
        if (source.isPresent()) {
            return Checks.source(
                    new SourceRef(source.text("repository"), source.text("ref", ref), source.text("path")));
        }
        @Nullable String repository = application.spec().repository();
        boolean built = application.spec().services().stream()
                .anyMatch(service -> service.build() instanceof BuildSpec.Command);
        return repository == null || !built
                ? null
                : new SourceRef("https://github.com/" + repository + ".git", ref, null);
    }

    /** {@code refs/tags/v1.2} is {@code v1.2}, {@code feature/login} is {@code feature-login}. */
    static String version(String ref) {
        if (COMMIT.matcher(ref).matches()) {
            return ref;
        }
        String clean = ref.replaceFirst("^refs/(heads|tags)/", "")
                .replaceAll("[^A-Za-z0-9._+-]+", "-")
                .replaceFirst("^[^A-Za-z0-9]+", "");
        return clean.isEmpty() ? "ref" : clean.substring(0, Math.min(clean.length(), 100));
    }

    /** A payload may be a text that holds JSON; one that holds anything else says nothing to us. */
    private static JsonNode parsed(JsonNode payload) {
        if (!payload.isString()) {
            return payload;
        }
        try {
            return Json.mapper().readTree(payload.asString());
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
