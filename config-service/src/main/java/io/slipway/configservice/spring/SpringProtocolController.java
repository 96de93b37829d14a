package io.slipway.configservice.spring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.configservice.serve.ConfigReads;
import io.slipway.configservice.serve.Served;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a Spring Cloud Config client reads. The label is a revision; without one, a client gets what its environment has. */
@RestController
@RequestMapping("/spring")
public final class SpringProtocolController {
    /** By which a client names itself, so that a rollout to a share of the instances can choose it. */
    static final String INSTANCE = "X-Slipway-Instance";

    /** Tells a program which revision it runs with: the client itself forgets it as soon as it has several sources. */
    static final String REVISION = "slipway.config.revision";

    /** And with which values, for it to report. */
    static final String HASH = "slipway.config.hash";

    /** What a client asks for before it knows its profiles. It has no environment yet, and so gets nothing. */
    private static final String NO_PROFILE = "default";

    private static final char HYPHEN = '-';

    private final ConfigReads reads;
    private final SpringSecrets secrets;

    public SpringProtocolController(ConfigReads reads, SpringSecrets secrets) {
        this.reads = reads;
        this.secrets = secrets;
    }

    /** As Spring Cloud Config 5 answers. */
    record Environment(
            String name,
            List<String> profiles,
            @Nullable String label,
            @Nullable String version,
            List<PropertySource> propertySources) {}

    /** @param source values by key */
    record PropertySource(String name, Map<String, JsonNode> source) {
        /** It may hold secrets. */
        @Override
        public String toString() {
            return "PropertySource[" + name + "]";
        }
    }

    @GetMapping({"/{name}/{profiles}", "/{name}/{profiles}/{label}"})
    ResponseEntity<Environment> environment(
            @PathVariable String name,
            @PathVariable String profiles,
            @PathVariable(required = false) @Nullable String label,
            @RequestHeader(name = INSTANCE, required = false) @Nullable String instance,
            Actor actor)
            throws InterruptedException {
        if (profiles.equals(NO_PROFILE) && SpringRequest.knows(reads, name)) {
            return ResponseEntity.ok(new Environment(name, List.of(profiles), label, null, List.of()));
        }
        SpringRequest request =
                SpringRequest.of(reads, name, profiles, instance).orElseThrow(SpringProtocolController::unknown);
        Served served = served(request, label).orElseThrow(SpringProtocolController::unknown);
        SpringAnswer answer = secrets.answer(request, served, actor);
        return answer.response()
                .body(new Environment(
                        name,
                        List.of(profiles.split(",")),
                        label,
                        served.revision(),
                        List.of(new PropertySource(
                                source(name, request.environment(), served.revision()), flat(served, answer)))));
    }

    /** A client takes a source for one of a profile's by the hyphen and the profile in its name. */
    static String source(String name, String environment, String revision) {
        return "slipway:" + name + HYPHEN + environment + "@" + revision;
    }

    private static Map<String, JsonNode> flat(Served served, SpringAnswer answer) {
        Map<String, JsonNode> flat = new TreeMap<>();
        flat.put(REVISION, JsonNodeFactory.instance.stringNode(served.revision()));
        flat.put(HASH, JsonNodeFactory.instance.stringNode(served.hash()));
        answer.values()
                .forEach((key, value) ->
                        flat.put(key, value.isContainer() ? JsonNodeFactory.instance.stringNode("") : value));
        return flat;
    }

    @GetMapping(value = "/{file:.+\\.properties}", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    ResponseEntity<byte[]> properties(
            @PathVariable String file,
            @RequestHeader(name = INSTANCE, required = false) @Nullable String instance,
            Actor actor)
            throws InterruptedException {
        return text(file(file, instance), actor, PlainText::properties);
    }

    // The description knows one operation for a path without its expressions: it is that of the properties.
    @Hidden
    @GetMapping(
            value = {"/{file:.+\\.yml}", "/{file:.+\\.yaml}"},
            produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    ResponseEntity<byte[]> yaml(
            @PathVariable String file,
            @RequestHeader(name = INSTANCE, required = false) @Nullable String instance,
            Actor actor)
            throws InterruptedException {
        return text(file(file, instance), actor, PlainText::yaml);
    }

    private ResponseEntity<byte[]> text(
            Found found, Actor actor, Function<SequencedMap<String, JsonNode>, String> format)
            throws InterruptedException {
        SpringAnswer answer = secrets.answer(found.request(), found.served(), actor);
        return answer.tagged(found.served().revision())
                .body(format.apply(answer.values()).getBytes(UTF_8));
    }

    /** What a file's name led to. */
    private record Found(SpringRequest request, Served served) {}

    private Optional<Served> served(SpringRequest request, @Nullable String label) {
        return label == null
                ? reads.served(request.application(), request.environment(), request.instance())
                : reads.snapshot(request.application(), label)
                        .map(snapshot -> snapshot.served(
                                request.environment(),
                                request.instance().service(),
                                request.instance().group()));
    }

    /** A file is named {@code shop-production.yml}; of several ways to take it apart the one counts that leads somewhere. */
    private Found file(String file, @Nullable String instance) {
        String stem = file.substring(0, file.lastIndexOf('.'));
        for (int at = stem.indexOf(HYPHEN); at > 0; at = stem.indexOf(HYPHEN, at + 1)) {
            Optional<Found> found = SpringRequest.of(reads, stem.substring(0, at), stem.substring(at + 1), instance)
                    .flatMap(request -> served(request, null).map(served -> new Found(request, served)));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw unknown();
    }

    private static ProblemException unknown() {
        return new ProblemException(
                ProblemCode.NOT_FOUND,
                "There is no such application, none of the profiles is an environment of it, or nothing is there yet.");
    }
}
