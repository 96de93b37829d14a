package io.slipway.configservice.keys.gcp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.slipway.events.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The access token of the service account that this process runs as, from the metadata server of Compute Engine, GKE or Cloud
 * Run. It is asked for again shortly before it ends.
 *
 * @see <a href="https://cloud.google.com/compute/docs/access/authenticate-workloads#applications">the format</a>
 */
final class MetadataTokens {
    private static final String PATH = "/computeMetadata/v1/instance/service-accounts/default/token";
    private static final String FLAVOR = "Metadata-Flavor";
    private static final String GOOGLE = "Google";
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int OK = 200;

    /** The metadata server itself gives the same token until five minutes before its end: sooner there is no other. */
    private static final Duration BEFORE_END = Duration.ofMinutes(4);

    private final HttpClient http;
    private final URI address;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Token token;

    private record Token(String value, Instant renewal) {
        @Override
        public String toString() {
            return "(token)";
        }
    }

    MetadataTokens(HttpClient http, URI server, InstantSource clock) {
        this.http = http;
        this.address = server.resolve(PATH);
        this.clock = clock;
    }

    /** @throws KmsFailure when there is no metadata server, or it has no token */
    String get() throws IOException, InterruptedException {
        @Nullable Token known = token;
        if (known != null && clock.instant().isBefore(known.renewal())) {
            return known.value();
        }
        lock.lockInterruptibly();
        try {
            known = token;
            if (known == null || !clock.instant().isBefore(known.renewal())) {
                known = fetch();
                token = known;
            }
            return known.value();
        } finally {
            lock.unlock();
        }
    }

    /** Takes note that a token was not accepted: the next one is asked for. */
    void refused(String value) {
        @Nullable Token known = token;
        if (known != null && known.value().equals(value)) {
            token = null;
        }
    }

    private Token fetch() throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(
                    HttpRequest.newBuilder(address).header(FLAVOR, GOOGLE).build(),
                    BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER));
        } catch (IOException e) {
            throw KmsFailure.notSignedIn("the metadata server " + address.getAuthority() + " cannot be reached");
        }
        // Whatever else answers at this address is not the metadata server.
        if (answer.statusCode() != OK
                || !answer.headers().firstValue(FLAVOR).orElse("").equals(GOOGLE)) {
            throw KmsFailure.notSignedIn("the metadata server " + address.getAuthority() + " answered "
                    + answer.statusCode() + " and gave no token; does this host run as a service account?");
        }
        return read(answer.body());
    }

    private Token read(String body) throws KmsFailure {
        try {
            JsonNode json = Json.mapper().readTree(body);
            String value = json.path("access_token").asString("");
            Duration life = Duration.ofSeconds(json.path("expires_in").asLong(0));
            if (!value.isEmpty() && life.isPositive()) {
                Duration early = BEFORE_END.compareTo(life) < 0 ? BEFORE_END : life.dividedBy(2);
                return new Token(value, clock.instant().plus(life).minus(early));
            }
        } catch (JacksonException e) {
            // What it says may be a part of a token.
        }
        throw KmsFailure.notSignedIn("what the metadata server " + address.getAuthority() + " answered is no token");
    }
}
