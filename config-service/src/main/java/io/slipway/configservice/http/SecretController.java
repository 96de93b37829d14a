package io.slipway.configservice.http;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.config.document.KeyPath;
import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SealingKey;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretValue;
import io.slipway.configservice.secrets.Encryption;
import io.slipway.configservice.secrets.Revealed;
import io.slipway.configservice.secrets.SecretAccess;
import io.slipway.configservice.secrets.SecretReads;
import io.slipway.configservice.serve.Instance;
import io.slipway.configservice.serve.Served;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;

import tools.jackson.databind.JsonNode;

/** Secrets: in the clear for who may read them, and encrypted for who may write them. */
@RestController
@RequestMapping("/api/v1/config/{application}")
public final class SecretController {
    private static final String PLAIN = "plain";
    private static final int LONGEST = 64 * 1024;

    private final Known known;
    private final SecretReads secrets;
    private final Encryption encryption;
    private final SecretAccess access;
    private final ConfigCommands commands;

    public SecretController(
            Known known, SecretReads secrets, Encryption encryption, SecretAccess access, ConfigCommands commands) {
        this.known = known;
        this.secrets = secrets;
        this.encryption = encryption;
        this.access = access;
        this.commands = commands;
    }

    /**
     * What an instance gets, with its secrets.
     *
     * @param unreadable why a secret could not be opened, by key; such a key is not among the values
     */
    record Plain(
            String application,
            String environment,
            String revision,
            String hash,
            Map<String, JsonNode> values,
            Map<String, String> unreadable) {
        @Override
        public String toString() {
            return "Plain[" + application + ", " + environment + ", " + revision + "]";
        }
    }

    /** Each secret that is in it is recorded in the audit stream first; nothing keeps the answer. */
    // The description knows one operation for a path: it is ConfigController's.
    @Hidden
    @GetMapping(value = "/environments/{environment}", params = "secrets")
    ResponseEntity<Plain> plain(
            @PathVariable String application,
            @PathVariable String environment,
            @RequestParam("secrets") String form,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable String instance,
            @RequestParam(required = false) @Nullable String revision,
            Actor actor)
            throws InterruptedException {
        if (!form.equals(PLAIN)) {
            throw ProblemException.malformed("secrets", "plain is expected, or no such parameter");
        }
        Served served = known.served(application, environment, new Instance(service, group, instance), revision);
        Revealed revealed = secrets.reveal(application, environment, served, actor);
        return unkept(new Plain(
                application, environment, served.revision(), served.hash(), revealed.values(), revealed.unreadable()));
    }

    /** @param key where the value is going to stand: it opens there and nowhere else */
    record EncryptRequest(
            @Nullable String environment,
            @Nullable String key,
            @Nullable String value) {
        /** It holds a secret. */
        @Override
        public String toString() {
            return "EncryptRequest[" + environment + ", " + key + "]";
        }
    }

    /** @param ciphertext to be put into a document of the environment at the key; quote it in YAML */
    record Encrypted(String application, String environment, String key, String ciphertext) {}

    @PostMapping("/encrypt")
    ResponseEntity<Encrypted> encrypt(
            @PathVariable String application, @RequestBody EncryptRequest request, Actor actor)
            throws InterruptedException {
        if (!access.mayWrite(actor)) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN, "Encrypting takes one of the roles deployer, operator, admin.");
        }
        String environment = Known.needed("environment", request.environment());
        known.environment(application, environment);
        String key = path(Known.needed("key", request.key()));
        if (request.value() == null
                || request.value().isEmpty()
                || request.value().length() > LONGEST) {
            throw ProblemException.malformed("value", "1 to " + LONGEST + " characters are expected");
        }
        try (SecretValue value = value(request.value())) {
            return unkept(new Encrypted(
                    application,
                    environment,
                    key,
                    encryption
                            .encrypt(
                                    new SecretAddress(application, environment, key),
                                    value,
                                    command -> commands.keep(command, actor))
                            .toString()));
        }
    }

    /**
     * What values can be encrypted with where the service is not to see them.
     *
     * @param keyset the public key, in Tink's JSON format
     */
    record PublicKey(String application, String environment, String id, String keyset) {}

    @GetMapping("/environments/{environment}/sealing-key")
    ResponseEntity<PublicKey> sealingKey(@PathVariable String application, @PathVariable String environment) {
        known.environment(application, environment);
        SealingKey key = encryption
                .sealingKey(new Scope(application, environment))
                .orElseThrow(() -> Known.missing("There are no keys of " + application + " in " + environment
                        + " yet; they are made when the first value is encrypted."));
        return unkept(new PublicKey(application, environment, key.id(), key.keyset()));
    }

    private static SecretValue value(String text) {
        try {
            return SecretValue.of(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("value", "is no text that UTF-8 can carry");
        }
    }

    private static String path(String key) {
        try {
            return KeyPath.parse(key).toString();
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("key", e.getMessage());
        }
    }

    private static <T> ResponseEntity<T> unkept(T body) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.PRAGMA, "no-cache")
                .body(body);
    }
}
