package io.slipway.configservice.secrets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.EffectiveValue;
import io.slipway.config.resolve.NamedSecrets;
import io.slipway.config.resolve.ResolvedConfig;
import io.slipway.config.secret.Ciphertext;
import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretBox;
import io.slipway.config.secret.SecretException;
import io.slipway.config.secret.SecretValue;
import io.slipway.configservice.serve.Served;
import io.slipway.events.audit.AuditEntry.Outcome;
import io.slipway.events.audit.AuditResource;
import io.slipway.kit.audit.AuditTrail;
import io.slipway.kit.audit.AuditUnavailableException;
import io.slipway.kit.audit.AuditedAct;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

import tools.jackson.databind.JsonNode;

/** Opens secrets for who may see them, once the audit stream has a record of each. Without the record nothing is shown. */
public final class SecretReads {
    private static final String SOURCE = "/slipway/config-service";
    private static final String ACTION = "config.secret.read";

    private final SecretAccess access;
    private final SecretKeys keys;
    private final AuditTrail audit;

    public SecretReads(SecretAccess access, SecretKeys keys, AuditTrail audit) {
        this.access = access;
        this.keys = keys;
        this.audit = audit;
    }

    /** Whether {@link #reveal} would refuse. */
    public boolean allows(Actor actor, String application, String environment) {
        return access.mayRead(actor, application, environment);
    }

    /**
     * @param served of the application in the environment
     * @throws ProblemException when whoever asks may not, which is recorded too, or when the audit stream takes no record
     */
    public Revealed reveal(String application, String environment, Served served, Actor actor)
            throws InterruptedException {
        Scope scope = new Scope(application, environment);
        if (!allows(actor, application, environment)) {
            record(actor, List.of(act(scope, null, served, Outcome.REFUSED, null)));
            throw new ProblemException(
                    ProblemCode.FORBIDDEN,
                    "Secrets of " + application + " in " + environment + " take the role admin, " + SecretAccess.READER
                            + ", or the latter with the names of the application and the environment behind dots.");
        }
        if (!served.encrypted()) {
            return new Revealed(served.values(), Map.of());
        }
        Map<KeyPath, String> opened = new HashMap<>();
        Map<String, String> unreadable = new TreeMap<>();
        List<AuditedAct> acts = new ArrayList<>();
        SecretBox box = keys.box(scope);
        served.config().values().forEach((key, value) -> {
            if (value.value() instanceof ConfigScalar scalar && Ciphertext.claimed(scalar.text())) {
                try {
                    opened.put(key, open(box, scope, value, scalar));
                    acts.add(act(scope, key.toString(), served, Outcome.DONE, null));
                } catch (SecretException e) {
                    unreadable.put(key.toString(), e.getMessage());
                    acts.add(act(scope, key.toString(), served, Outcome.FAILED, e.getMessage()));
                }
            }
        });
        record(actor, acts);
        return revealed(environment, served, opened, unreadable);
    }

    private static String open(SecretBox box, Scope scope, EffectiveValue value, ConfigScalar scalar) {
        SecretAddress address = new SecretAddress(
                scope.application(), scope.environment(), value.origin().key().toString());
        try (SecretValue secret = box.decrypt(Ciphertext.parse(scalar.text()), address)) {
            return secret.withChars(String::new);
        }
    }

    private static Revealed revealed(
            String environment, Served served, Map<KeyPath, String> opened, Map<String, String> unreadable) {
        ResolvedConfig resolved = resolved(environment, served, opened);
        TreeMap<String, JsonNode> values = new TreeMap<>(served.values());
        resolved.values().forEach((key, scalar) -> {
            if (!resolved.secrets().contains(key)) {
                values.put(key.toString(), scalar.json());
            }
        });
        Map<String, String> failures = new TreeMap<>(unreadable);
        if (!unreadable.isEmpty()) {
            // What would be no secret if those could be opened needs one of them. A reference to a secret by its name
            // needs none: it stays as it is written for whoever runs the application.
            Map<KeyPath, String> all = new HashMap<>(opened);
            unreadable.keySet().forEach(key -> all.put(KeyPath.parse(key), ""));
            Set<KeyPath> others = resolved(environment, served, all).secrets();
            resolved.secrets().stream().filter(key -> !others.contains(key)).forEach(key -> {
                values.remove(key.toString());
                failures.putIfAbsent(key.toString(), "It refers to a secret that cannot be opened.");
            });
        }
        return new Revealed(values, failures);
    }

    private static ResolvedConfig resolved(String environment, Served served, Map<KeyPath, String> opened) {
        return ResolvedConfig.of(served.config(), environment, NamedSecrets.unchecked(), opened);
    }

    private void record(Actor actor, List<AuditedAct> acts) throws InterruptedException {
        try {
            audit.record(SOURCE, actor.name(), acts);
        } catch (AuditUnavailableException e) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE,
                    "The audit stream did not confirm the record of this read, so that nothing is shown; try again.");
        }
    }

    private static AuditedAct act(
            Scope scope, @Nullable String key, Served served, Outcome outcome, @Nullable String detail) {
        return new AuditedAct(
                ACTION,
                new AuditResource(scope.application(), scope.environment(), key, served.revision(), null),
                outcome,
                detail);
    }
}
