package io.slipway.notification.channel;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.OptionalLong;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Posts to one address. Redirects are not followed: they would carry content and signature to somebody else. */
public final class HttpPost {
    private static final int MOST_OF_ANSWER = 1024;

    private final HttpClient client;
    private final URI address;

    public HttpPost(HttpClient client, URI address) {
        this.client = client;
        this.address = address;
    }

    /**
     * An answer.
     *
     * @param body its first {@value #MOST_OF_ANSWER} bytes as UTF-8
     */
    public record Answer(int status, HttpHeaders headers, String body) {
        public boolean successful() {
            return status >= 200 && status < 300;
        }

        public boolean hasRetryAfter() {
            return headers.firstValue("Retry-After").isPresent();
        }

        /** Seconds as in {@code Retry-After}; empty where it is missing or a date. */
        public OptionalLong retryAfterSeconds() {
            return headers.firstValue("Retry-After")
                    .filter(value -> value.matches("\\d{1,9}"))
                    .map(value -> OptionalLong.of(Long.parseLong(value)))
                    .orElse(OptionalLong.empty());
        }
    }

    /** @throws ChannelException when there was no answer */
    public Answer post(byte[] body, Map<String, String> headers) throws ChannelException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        request.setHeader("User-Agent", "slipway");
        headers.forEach(request::setHeader);
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream content = response.body()) {
                return new Answer(
                        response.statusCode(),
                        response.headers(),
                        new String(content.readNBytes(MOST_OF_ANSWER), UTF_8));
            }
        } catch (IOException e) {
            throw ChannelException.down(
                    "no answer from " + address.getHost() + ": " + e.getClass().getSimpleName(), e);
        }
    }
}
