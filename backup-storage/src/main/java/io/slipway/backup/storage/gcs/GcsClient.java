package io.slipway.backup.storage.gcs;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.slipway.google.AccessTokens;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The requests of the JSON API, signed in.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1">the format</a>
 */
final class GcsClient implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SLOWEST = 1024;
    private static final int LONGEST_ERROR = 64 * 1024;
    private static final int UNAUTHENTICATED = 401;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI endpoint;
    private final AccessTokens tokens;

    GcsClient(URI endpoint, AccessTokens tokens) {
        this.endpoint = endpoint;
        this.tokens = tokens;
    }

    /** A part of a path or of a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(endpoint.resolve(path)).timeout(PATIENCE);
    }

    /** A body takes the longer the longer it is, down to 1 KiB a second: a limit of bandwidth is shared by all uploads. */
    HttpRequest.Builder upload(String path, BodyPublisher body) {
        return request(path)
                .timeout(PATIENCE.plusSeconds(body.contentLength() / SLOWEST))
                .POST(body);
    }

    static BodyPublisher json(Object value) {
        return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(value));
    }

    /** The caller closes the body. */
    HttpResponse<InputStream> send(String tried, HttpRequest.Builder request) throws IOException {
        try {
            String token = tokens.get();
            HttpResponse<InputStream> answer = http.send(
                    request.setHeader("Authorization", "Bearer " + token).build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() == UNAUTHENTICATED) {
                tokens.refused(token);
            }
            return answer;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(tried + " was cancelled");
        } catch (IOException e) {
            throw new IOException(tried + " failed: " + reason(e), e);
        }
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    static JsonNode read(String tried, HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            return JSON.readTree(body.readAllBytes());
        } catch (JacksonException e) {
            throw new IOException(tried + " failed: the answer is not JSON", e);
        }
    }

    /** Reads and closes the body. */
    static IOException failure(String tried, HttpResponse<InputStream> answer) throws IOException {
        String reason = "";
        try (InputStream body = answer.body()) {
            String given = JSON.readTree(body.readNBytes(LONGEST_ERROR))
                    .at("/error/errors/0/reason")
                    .asString("");
            reason = given.matches("[A-Za-z]{1,60}") ? given : "";
        } catch (JacksonException _) {
            // What stands before the service answered: the status says enough.
        }
        return GcsFailure.of(tried, answer.statusCode(), reason);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
