package io.slipway.configservice.spring;

import java.util.TreeMap;

import io.slipway.configservice.secrets.Revealed;
import io.slipway.configservice.secrets.SecretReads;
import io.slipway.configservice.serve.Served;
import io.slipway.kit.http.Actor;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Gives a client its secrets in the clear, as Spring's server does, when it may read them; else as they were written. */
public final class SpringSecrets {
    /** What Spring's server says of a value that it cannot decrypt. */
    private static final String INVALID = "invalid.";

    private static final String NOT_AVAILABLE = "<n/a>";

    private final SecretReads reads;

    public SpringSecrets(SecretReads reads) {
        this.reads = reads;
    }

    SpringAnswer answer(SpringRequest request, Served served, Actor actor) throws InterruptedException {
        if (!served.encrypted() || !reads.allows(actor, request.application(), request.environment())) {
            return new SpringAnswer(served.values(), false);
        }
        Revealed revealed = reads.reveal(request.application(), request.environment(), served, actor);
        TreeMap<String, JsonNode> values = new TreeMap<>(revealed.values());
        revealed.unreadable()
                .keySet()
                .forEach(key -> values.put(INVALID + key, JsonNodeFactory.instance.stringNode(NOT_AVAILABLE)));
        return new SpringAnswer(values, true);
    }
}
