package io.slipway.google;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The access token of a service account whose key is in a file, for hosts outside of Google Cloud: a signed request
 * (RFC 7523) is changed for a token.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account#httprest">the format</a>
 */
public final class ServiceAccountTokens implements AccessTokens {
    private static final Duration LIFE = Duration.ofHours(1);
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int OK = 200;

    private final HttpClient http;
    private final ServiceAccountKey key;
    private final String scope;
    private final InstantSource clock;
    private final RenewedTokens tokens;

    /** @param scope what the token is for, such as {@code https://www.googleapis.com/auth/devstorage.read_write} */
    public ServiceAccountTokens(HttpClient http, ServiceAccountKey key, String scope, InstantSource clock) {
        this.http = http;
        this.key = key;
        this.scope = scope;
        this.clock = clock;
        this.tokens = new RenewedTokens(clock, this::fetch);
    }

    @Override
    public String get() throws IOException, InterruptedException {
        return tokens.get();
    }

    @Override
    public void refused(String token) {
        tokens.refused(token);
    }

    private RenewedTokens.Token fetch() throws IOException, InterruptedException {
        Instant now = clock.instant();
        String assertion = key.sign(Map.of(
                "iss", key.email(),
                "scope", scope,
                "aud", key.tokenServer().toString(),
                "iat", now.getEpochSecond(),
                "exp", now.plus(LIFE).getEpochSecond()));
        String form = "grant_type=" + URLEncoder.encode("urn:ietf:params:oauth:grant-type:jwt-bearer", UTF_8)
                + "&assertion=" + assertion;
        URI server = key.tokenServer();
        HttpResponse<String> answer;
        try {
            answer = http.send(
                    HttpRequest.newBuilder(server)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER));
        } catch (IOException e) {
            throw new NoTokenException("the token server " + server.getAuthority() + " cannot be reached");
        }
        if (answer.statusCode() != OK) {
            throw new NoTokenException("the token server " + server.getAuthority() + " answered " + answer.statusCode()
                    + " for " + key.email() + ": its key may have been taken away, or this host's clock is wrong");
        }
        return RenewedTokens.read(answer.body(), now)
                .orElseThrow(() -> new NoTokenException(
                        "what the token server " + server.getAuthority() + " answered is no token"));
    }
}
