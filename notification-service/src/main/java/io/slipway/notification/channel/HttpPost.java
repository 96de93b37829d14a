package io.slipway.notification.channel;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Posts to one address, once: neither this nor Java's client sends a POST again that may have arrived. Redirects are not
 * followed: they would carry content and signature to somebody else.
 */
public final class HttpPost {
    private final Line line;
    private final URI address;
    private final int mostOfAnswer;

    /**
     * What all calls to a target have in common.
     *
     * @param timeout from the request to the head of the answer
     * @param clock what a date in {@code Retry-After} is compared with
     */
    public record Line(HttpClient client, Pace pace, Duration timeout, InstantSource clock) {}

    /** @param mostOfAnswer how many bytes of an answer are read */
    public HttpPost(Line line, URI address, int mostOfAnswer) {
        this.line = line;
        this.address = address;
        this.mostOfAnswer = mostOfAnswer;
    }

    /**
     * An answer.
     *
     * @param body as UTF-8
     * @param retryAfter for how long the target wants to be left alone, where it says so
     */
    public record Answer(int status, String body, @Nullable Duration retryAfter) {
        public boolean successful() {
            return status >= 200 && status < 300;
        }
    }

    /** @throws ChannelException when there was no answer */
    public Answer post(byte[] body, Map<String, String> headers) throws ChannelException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(line.timeout())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        request.setHeader("User-Agent", "slipway");
        headers.forEach(request::setHeader);
        line.pace().await();
        try {
            HttpResponse<InputStream> response =
                    line.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream content = response.body()) {
                return new Answer(
                        response.statusCode(), new String(content.readNBytes(mostOfAnswer), UTF_8), wait(response));
            }
        } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
            throw ChannelException.down("no connection to " + address.getHost() + ": " + name(e), e);
        } catch (HttpTimeoutException e) {
            throw ChannelException.unknown("no answer in time; it may have been told all the same", e);
        } catch (IOException e) {
            throw ChannelException.unknown(
                    "no answer from " + address.getHost() + ": " + name(e) + "; it may have been told all the same", e);
        }
    }

    private @Nullable Duration wait(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .map(value -> RetryAfter.parse(value.trim(), line.clock().instant()))
                .orElse(null);
    }

    private static String name(IOException failure) {
        return failure.getClass().getSimpleName();
    }
}
