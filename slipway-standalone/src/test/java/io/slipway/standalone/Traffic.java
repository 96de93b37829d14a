package io.slipway.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Steady requests to a deployed service, as its users would send them, and what came back. One in four is an order, with
 * a body and not to be asked twice; one in four takes a while, so that there is always one in hand.
 */
final class Traffic implements AutoCloseable {
    /** What a proxy answers when it has nobody to ask. An answer of the service itself is never one of these. */
    private static final Set<Integer> LOST = Set.of(502, 503, 504);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong answered = new AtomicLong();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();
    private final List<HttpRequest> requests;
    private final AtomicLong asked = new AtomicLong();

    Traffic(int port, int requestsPerSecond) {
        HttpRequest.BodyPublisher order = HttpRequest.BodyPublishers.ofString("ordered ".repeat(1024));
        requests = List.of(
                request(port, "/").GET().build(),
                request(port, "/orders").POST(order).build(),
                request(port, "/").GET().build(),
                request(port, "/slow/orders").POST(order).build());
        schedule.scheduleAtFixedRate(this::send, 0, 1_000_000L / requestsPerSecond, TimeUnit.MICROSECONDS);
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
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
        users.close();
        client.close();
    }

    private void send() {
        HttpRequest request = requests.get((int) (asked.getAndIncrement() % requests.size()));
        users.execute(() -> send(request));
    }

    private void send(HttpRequest request) {
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
