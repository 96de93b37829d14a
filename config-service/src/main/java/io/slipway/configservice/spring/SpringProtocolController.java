package io.slipway.configservice.spring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a Spring Cloud Config client reads. The label is a revision; without one, a client gets what its environment has. */
@RestController
@RequestMapping("/spring")
public final class SpringProtocolController {
    /** By which a client names itself, so that a rollout to a share of the instances can choose it. */
    static final String INSTANCE = "X-Slipway-Instance";

    /** Tells a program which revision it runs with: the client itself forgets it as soon as it has several sources. */
    private static final String REVISION = "slipway.config.revision";

    /** What a client asks for before it knows its profiles. It has no environment yet, and so gets nothing. */
    private static final String NO_PROFILE = "default";

    private static final char HYPHEN = '-';

    private final ConfigReads reads;

    public SpringProtocolController(ConfigReads reads) {
        this.reads = reads;
    }

    /** As Spring Cloud Config 5 answers. */
    record Environment(
            String name,
            List<String> profiles,
            @Nullable String label,
            @Nullable String version,
            List<PropertySource> propertySources) {}

    /** @param source values by key */
    record PropertySource(String name, Map<String, JsonNode> source) {}

    @GetMapping({"/{name}/{profiles}", "/{name}/{profiles}/{label}"})
    Environment environment(
            @PathVariable String name,
            @PathVariable String profiles,
            @PathVariable(required = false) @Nullable String label,
            @RequestHeader(name = INSTANCE, required = false) @Nullable String instance) {
        if (profiles.equals(NO_PROFILE) && SpringRequest.knows(reads, name)) {
            return new Environment(name, List.of(profiles), label, null, List.of());
        }
        SpringRequest request =
                SpringRequest.of(reads, name, profiles, instance).orElseThrow(SpringProtocolController::unknown);
        Served served = served(request, label).orElseThrow(SpringProtocolController::unknown);
        // A client takes a source for one of a profile's by the hyphen and the profile in its name.
        String source = "slipway:" + name + HYPHEN + request.environment() + "@" + served.revision();
        return new Environment(
                name,
                List.of(profiles.split(",")),
                label,
                served.revision(),
                List.of(new PropertySource(source, flat(served))));
    }

    private static Map<String, JsonNode> flat(Served served) {
        Map<String, JsonNode> flat = new TreeMap<>();
        flat.put(REVISION, JsonNodeFactory.instance.stringNode(served.revision()));
        served.values()
                .forEach((key, value) ->
                        flat.put(key, value.isContainer() ? JsonNodeFactory.instance.stringNode("") : value));
        return flat;
    }

    @GetMapping(value = "/{file:.+\\.properties}", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    ResponseEntity<String> properties(
            @PathVariable String file, @RequestHeader(name = INSTANCE, required = false) @Nullable String instance) {
        return text(file(file, instance), PlainText::properties);
    }

    @GetMapping(
            value = {"/{file:.+\\.yml}", "/{file:.+\\.yaml}"},
            produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    ResponseEntity<String> yaml(
            @PathVariable String file, @RequestHeader(name = INSTANCE, required = false) @Nullable String instance) {
        return text(file(file, instance), PlainText::yaml);
    }

    private static ResponseEntity<String> text(Served served, Function<Served, String> format) {
        return ResponseEntity.ok().eTag("\"" + served.revision() + "\"").body(format.apply(served));
    }

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
    private Served file(String file, @Nullable String instance) {
        String stem = file.substring(0, file.lastIndexOf('.'));
        for (int at = stem.indexOf(HYPHEN); at > 0; at = stem.indexOf(HYPHEN, at + 1)) {
            Optional<Served> served = SpringRequest.of(reads, stem.substring(0, at), stem.substring(at + 1), instance)
                    .flatMap(request -> served(request, null));
            if (served.isPresent()) {
                return served.get();
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
