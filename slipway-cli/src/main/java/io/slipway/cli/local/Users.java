package io.slipway.cli.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * People using the demo's service: steady requests over kept-alive connections, and a count of who answered. One in five
 * posts a letter, which nobody may send twice, and each fifth letter is long and takes a while to be read. A request is lost
 * when nobody answered it: the connection broke, or the proxy had nobody to ask. A 500 of the service itself is an
 * answer.
 */
final class Users implements AutoCloseable {
    private static final Set<Integer> NOBODY_THERE = Set.of(502, 503, 504);
    private static final int SERVER_ERROR = 500;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
    private final HttpRequest look;
    private final HttpRequest letter;
    private final HttpRequest longLetter;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
    private final AtomicLong errors = new AtomicLong();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();

    Users(URI service, int requestsPerSecond) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service).timeout(Duration.ofSeconds(20));
        look = request.copy().GET().build();
        letter = request.copy().POST(BodyPublishers.ofString("Dear greeter")).build();
        longLetter = request.copy()
                .POST(BodyPublishers.ofString("Dear greeter, ".repeat(1000)))
                .build();
        clock.scheduleAtFixedRate(this::ask, 0, 1_000_000L / requestsPerSecond, TimeUnit.MICROSECONDS);
    }

    long sent() {
        return sent.get();
    }

    /** Answers by version. */
    Map<String, Long> answers() {
        Map<String, Long> counts = new TreeMap<>();
        answers.forEach((version, count) -> counts.put(version, count.get()));
        return counts;
    }

    /** Answers of the service from 500 up. */
    long errors() {
        return errors.get();
    }

    ConcurrentLinkedQueue<String> lost() {
        return lost;
    }

    /** Ends the requests under way, then goes. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            clock.awaitTermination(25, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }

    private void ask() {
        long number = sent.incrementAndGet();
        HttpRequest request = number % 25 == 0 ? longLetter : number % 5 == 0 ? letter : look;
        underWay.incrementAndGet();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (NOBODY_THERE.contains(response.statusCode())) {
                lost.add(response.statusCode() + " " + response.body());
                return;
            }
            if (response.statusCode() >= SERVER_ERROR) {
                errors.incrementAndGet();
            }
            String version = response.headers().firstValue("X-Slipway-Release").orElse("unknown");
            answers.computeIfAbsent(version, v -> new AtomicLong()).incrementAndGet();
        } catch (IOException e) {
            lost.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }
}
