package io.slipway.configclient;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The config-service, over HTTP. */
final class Remote implements AutoCloseable {
    private static final Duration MOST_TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration MOST_TO_REPORT = Duration.ofSeconds(15);
    private static final String NO_SERVICE = "what answers is no config-service";
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final ClientSettings settings;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(MOST_TO_CONNECT)
            .build();

    Remote(ClientSettings settings) {
        this.settings = settings;
    }

    /** @param cursor where to go on; null when the service has said none */
    record Answer(@Nullable String cursor, List<JsonNode> events) {}

    /**
     * What came after a cursor; waits for it.
     *
     * @param cursor null for all there is
     * @param wait how long the service waits for something to tell
     * @param patience how long this waits for the service beyond that
     * @throws IOException when it cannot be reached, or is not able to answer
     * @throws ConfigRefusedException when it refuses to
     */
    Answer watch(@Nullable String cursor, Duration wait, Duration patience) throws IOException, InterruptedException {
        return answer(send(HttpRequest.newBuilder(uri(cursor, wait)).timeout(wait.plus(patience))));
    }

    /**
     * Says what this instance runs with.
     *
     * @param instance its name
     * @return whether it should run with something else, and has to fetch it
     * @throws IOException when the service cannot be reached, or is not able to answer
     * @throws ConfigRefusedException when it refuses to
     */
    boolean report(String instance, Config runs) throws IOException, InterruptedException {
        ObjectNode said = ValuesJson.MAPPER.createObjectNode();
        put(said, "service", settings.service());
        put(said, "group", settings.group());
        put(said, "revision", runs.revision().orElse(null));
        put(said, "hash", runs.hash().orElse(null));
        byte[] answer = send(HttpRequest.newBuilder(URI.create(environment() + "/instances/" + encoded(instance)))
                .timeout(MOST_TO_REPORT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(ValuesJson.MAPPER.writeValueAsBytes(said))));
        try {
            return ValuesJson.MAPPER.readTree(answer).path("refetch").asBoolean(false);
        } catch (JacksonException e) {
            throw new IOException(NO_SERVICE, e);
        }
    }

    private byte[] send(HttpRequest.Builder request) throws IOException, InterruptedException {
        request.header("Accept", "application/json");
        if (settings.token() != null) {
            request.header("Authorization", "Bearer " + settings.token());
        }
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        int status = response.statusCode();
        if (status >= SERVER_ERROR || status == TOO_MANY) {
            throw new IOException("the config-service answered " + status);
        }
        if (status >= BAD_REQUEST) {
            throw new ConfigRefusedException(status, "the config-service answered " + status + ": " + detail(response));
        }
        return response.body();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private URI uri(@Nullable String cursor, Duration wait) {
        StringBuilder query = new StringBuilder("?wait=" + wait.toSeconds() + "s");
        add(query, "after", cursor);
        add(query, "service", settings.service());
        add(query, "group", settings.group());
        add(query, "instance", settings.instance());
        return URI.create(environment() + "/watch" + query);
    }

    private String environment() {
        String base = settings.url().toString().replaceAll("/+$", "");
        return base + "/api/v1/config/" + encoded(settings.application()) + "/environments/"
                + encoded(settings.environment());
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static void add(StringBuilder query, String name, @Nullable String value) {
        if (value != null) {
            query.append('&').append(name).append('=').append(encoded(value));
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }

    private static Answer answer(byte[] body) throws IOException {
        try {
            JsonNode json = ValuesJson.MAPPER.readTree(body);
            if (!json.path("events").isArray()) {
                throw new IOException(NO_SERVICE);
            }
            List<JsonNode> events = new ArrayList<>();
            json.path("events").forEach(events::add);
            return new Answer(json.path("cursor").stringValue(null), events);
        } catch (JacksonException e) {
            throw new IOException(NO_SERVICE, e);
        }
    }

    private static String detail(HttpResponse<byte[]> response) {
        try {
            return ValuesJson.MAPPER.readTree(response.body()).path("detail").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }
}
