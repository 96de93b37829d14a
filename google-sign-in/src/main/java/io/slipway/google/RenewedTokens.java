package io.slipway.google;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a token until shortly before it ends. */
final class RenewedTokens implements AccessTokens {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The metadata server itself gives the same token until five minutes before its end: sooner there is no other. */
    private static final Duration BEFORE_END = Duration.ofMinutes(4);

    private final InstantSource clock;
    private final Source source;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Token token;

    RenewedTokens(InstantSource clock, Source source) {
        this.clock = clock;
        this.source = source;
    }

    /** Where the next token comes from. */
    @FunctionalInterface
    interface Source {
        Token next() throws IOException, InterruptedException;
    }

    record Token(String value, Instant renewal) {
        @Override
        public String toString() {
            return "(token)";
        }
    }

    @Override
    public String get() throws IOException, InterruptedException {
        @Nullable Token known = token;
        if (known != null && clock.instant().isBefore(known.renewal())) {
            return known.value();
        }
        lock.lockInterruptibly();
        try {
            known = token;
            if (known == null || !clock.instant().isBefore(known.renewal())) {
                known = source.next();
                token = known;
            }
            return known.value();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void refused(String value) {
        @Nullable Token known = token;
        if (known != null && known.value().equals(value)) {
            token = null;
        }
    }

    /** The token in an answer of OAuth 2 (RFC 6749, section 5.1), or empty if it is none. */
    static Optional<Token> read(String body, Instant now) {
        try {
            JsonNode json = JSON.readTree(body);
            String value = json.path("access_token").asString("");
            Duration life = Duration.ofSeconds(json.path("expires_in").asLong(0));
            if (!value.isEmpty() && life.isPositive()) {
                Duration early = BEFORE_END.compareTo(life) < 0 ? BEFORE_END : life.dividedBy(2);
                return Optional.of(new Token(value, now.plus(life).minus(early)));
            }
        } catch (JacksonException e) {
            // What it says may be a part of a token.
        }
        return Optional.empty();
    }
}
