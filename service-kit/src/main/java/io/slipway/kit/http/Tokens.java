package io.slipway.kit.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The bearer tokens that are accepted, as digests. */
final class Tokens {
    private static final int MIN_LENGTH = 16;

    private final Map<String, byte[]> digests = new LinkedHashMap<>();

    private Tokens() {}

    /** @throws IllegalStateException when nobody could use the API, or a token is easily guessed */
    static Tokens of(HttpSettings settings) {
        Tokens tokens = new Tokens();
        settings.tokens().forEach(tokens::add);
        if (settings.tokensFile() != null) {
            TokenFile.read(settings.tokensFile()).forEach(tokens::add);
        }
        if (settings.adminTokenFile() != null) {
            tokens.add("admin", AdminToken.readOrMake(settings.adminTokenFile()));
        }
        if (tokens.digests.isEmpty() && !settings.anonymous()) {
            throw new IllegalStateException("no bearer token is configured: set slipway.http.tokens.<name>=<token>,"
                    + " slipway.http.tokens-file=<file> or slipway.http.admin-token-file=<file>");
        }
        return tokens;
    }

    /** Whether there is a token of this name. */
    boolean has(String name) {
        return digests.containsKey(name);
    }

    /** The name of the token. Takes the same time whichever it is, and whether it is one or not. */
    Optional<String> nameOf(String token) {
        byte[] digest = digest(token);
        String found = null;
        for (Map.Entry<String, byte[]> candidate : digests.entrySet()) {
            if (MessageDigest.isEqual(candidate.getValue(), digest)) {
                found = candidate.getKey();
            }
        }
        return Optional.ofNullable(found);
    }

    private void add(String name, String token) {
        if (token.length() < MIN_LENGTH) {
            throw new IllegalStateException(
                    "the bearer token " + name + " is shorter than " + MIN_LENGTH + " characters");
        }
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._@+-]*")) {
            throw new IllegalStateException("the bearer token " + name
                    + " has to have a name of letters, digits, dots, hyphens, underscores, @ and +");
        }
        if (digests.put(name, digest(token)) != null) {
            throw new IllegalStateException("there are two bearer tokens with the name " + name);
        }
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
