package io.slipway.google;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;

/**
 * The access token of the service account that this process runs as, from the metadata server of Compute Engine, GKE or Cloud
 * Run. It is asked for again shortly before it ends.
 *
 * @see <a href="https://cloud.google.com/compute/docs/access/authenticate-workloads#applications">the format</a>
 */
public final class MetadataTokens implements AccessTokens {
    /** Where the metadata server is on every host of Google Cloud. */
    public static final URI SERVER = URI.create("http://metadata.google.internal");

    private static final String PATH = "/computeMetadata/v1/instance/service-accounts/default/token";
    private static final String FLAVOR = "Metadata-Flavor";
    private static final String GOOGLE = "Google";
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int OK = 200;

    private final HttpClient http;
    private final URI address;
    private final InstantSource clock;
    private final RenewedTokens tokens;

    public MetadataTokens(HttpClient http, URI server, InstantSource clock) {
        this.http = http;
        this.address = server.resolve(PATH);
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
        HttpResponse<String> answer;
        try {
            answer = http.send(
                    HttpRequest.newBuilder(address).header(FLAVOR, GOOGLE).build(),
                    BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER));
        } catch (IOException e) {
            throw new NoTokenException("the metadata server " + address.getAuthority() + " cannot be reached");
        }
        // Whatever else answers at this address is not the metadata server.
        if (answer.statusCode() != OK
                || !answer.headers().firstValue(FLAVOR).orElse("").equals(GOOGLE)) {
            throw new NoTokenException("the metadata server " + address.getAuthority() + " answered "
                    + answer.statusCode() + " and gave no token; does this host run as a service account?");
        }
        return RenewedTokens.read(answer.body(), clock.instant())
                .orElseThrow(() -> new NoTokenException(
                        "what the metadata server " + address.getAuthority() + " answered is no token"));
    }
}
