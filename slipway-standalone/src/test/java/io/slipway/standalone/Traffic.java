package io.slipway.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Steady requests to a deployed service, as its users would send them; counts what came back. */
final class Traffic implements AutoCloseable {
    /** What a proxy answers when it has nobody to ask. An answer of the service itself is never one of these. */
    private static final Set<Integer> LOST = Set.of(502, 503, 504);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ScheduledExecutorService schedule = Executors.newScheduledThreadPool(4);
    private final AtomicLong answered = new AtomicLong();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();
    private final HttpRequest request;

    Traffic(int port, int requestsPerSecond) {
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(Duration.ofSeconds(20))
                .build();
        schedule.scheduleAtFixedRate(this::send, 0, 1_000_000L / requestsPerSecond, TimeUnit.MICROSECONDS);
    }

    long answered() {
        return answered.get();
    }

    /** Requests that no release answered, each with what happened instead. */
    ConcurrentLinkedQueue<String> lost() {
        return lost;
    }

    @Override
    public void close() {
        schedule.shutdownNow();
        client.close();
    }

    private void send() {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (LOST.contains(response.statusCode())) {
                lost.add(response.statusCode() + " " + response.body());
            } else {
                answered.incrementAndGet();
            }
        } catch (IOException e) {
            lost.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
