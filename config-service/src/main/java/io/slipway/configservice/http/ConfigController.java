package io.slipway.configservice.http;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.ConfigDiff;
import io.slipway.config.layer.EffectiveValue;
import io.slipway.config.layer.Origin;
import io.slipway.config.layer.Sensitive;
import io.slipway.configservice.serve.ConfigReads;
import io.slipway.configservice.serve.Instance;
import io.slipway.configservice.serve.Served;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.kit.http.ProblemException;

/** What applications' configuration is: revisions, what an instance gets, and why. */
@RestController
@RequestMapping("/api/v1/config")
public final class ConfigController {
    /** Says in an answer that the revision would be refused today. */
    static final String WARNING = "X-Slipway-Warning";

    private final ConfigReads reads;
    private final Known known;

    public ConfigController(ConfigReads reads, Known known) {
        this.reads = reads;
        this.known = known;
    }

    /** @param configurations by the applications' names */
    record Applications(List<ConfigView> configurations) {}

    @GetMapping
    Applications list() {
        return new Applications(reads.all());
    }

    @GetMapping("/{application}")
    ResponseEntity<ConfigView> view(@PathVariable String application) {
        ConfigView view = known.application(application);
        return tagged(String.valueOf(view.revision()), view);
    }

    /** All documents of a revision. It never changes. */
    @GetMapping("/{application}/revisions/{id}")
    ResponseEntity<ConfigRevisionView> revision(@PathVariable String application, @PathVariable String id) {
        ConfigRevisionView content = known.content(known.application(application), id);
        return tagged(content.id(), content);
    }

    /** What an instance gets, and its hash; secrets as they were written: encrypted, or a reference. */
    @GetMapping(value = "/{application}/environments/{environment}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> effective(
            @PathVariable String application,
            @PathVariable String environment,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable String instance,
            @RequestParam(required = false) @Nullable String revision) {
        Served served = known.served(application, environment, new Instance(service, group, instance), revision);
        ResponseEntity.BodyBuilder answer = tagged(served.revision());
        reads.warning(application, served.revision()).ifPresent(warning -> answer.header(WARNING, warning));
        return answer.body(EffectiveBody.of(application, environment, served));
    }

    /**
     * Where a value comes from.
     *
     * @param origin the layer that sets it, above all others
     * @param overridden what layers below say, the highest first
     */
    record Explanation(String key, String revision, String value, Place origin, List<Place> overridden) {}

    /** @param value what stands there, masked when it is a secret */
    record Place(String layer, String key, String value, String document, int line, int column) {
        static Place of(Origin origin) {
            return new Place(
                    origin.layer().folder(),
                    origin.key().toString(),
                    Sensitive.marked().show(origin.key(), origin.value()),
                    origin.at().document(),
                    origin.at().line(),
                    origin.at().column());
        }
    }

    @GetMapping("/{application}/environments/{environment}/explain")
    Explanation explain(
            @PathVariable String application,
            @PathVariable String environment,
            @RequestParam String key,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable String instance,
            @RequestParam(required = false) @Nullable String revision) {
        Served served = known.served(application, environment, new Instance(service, group, instance), revision);
        KeyPath path = path(key);
        EffectiveValue value = served.config()
                .explain(path)
                .orElseThrow(() -> Known.missing(
                        "No layer of " + application + " in " + environment + " sets " + path + " to a single value."));
        return new Explanation(
                path.toString(),
                served.revision(),
                Sensitive.marked().show(path, value.value()),
                Place.of(value.origin()),
                value.overridden().stream().map(Place::of).toList());
    }

    /** @param changes in the order of documents and keys; secrets are masked */
    record Difference(String from, String to, List<ConfigDiff.Change> changes) {}

    @GetMapping("/{application}/diff")
    Difference diff(@PathVariable String application, @RequestParam String from, @RequestParam String to) {
        ConfigView view = known.application(application);
        var before = known.snapshot(view, from).application();
        var after = known.snapshot(view, to).application();
        return new Difference(
                before.revision().hex(),
                after.revision().hex(),
                ConfigDiff.between(before.source(), after.source(), Sensitive.marked())
                        .changes());
    }

    private static KeyPath path(String key) {
        try {
            return KeyPath.parse(key);
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("key", e.getMessage());
        }
    }

    /** Answers 304 by itself when the caller has it already. */
    private static <T> ResponseEntity<T> tagged(String tag, T body) {
        return tagged(tag).body(body);
    }

    private static ResponseEntity.BodyBuilder tagged(String tag) {
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).eTag("\"" + tag + "\"");
    }
}
