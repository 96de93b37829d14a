package io.slipway.deploy.rollout.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import static org.awaitility.Awaitility.await;

/** People who use a service all the time, each over connections that stay and each in one of the ways they have. */
final class Users implements AutoCloseable {
    /** Bodies that do not fit into one packet. */
    private static final String BODY = " ordered".repeat(8 * 1024);

    /** How somebody uses a service. */
    enum Way {
        LOOK("/") {
            @Override
            HttpRequest request(HttpRequest.Builder builder) {
                return builder.GET().build();
            }
        },
        /** Nobody may ask this twice, so it is lost where its answer is. */
        ORDER("/orders") {
            @Override
            HttpRequest request(HttpRequest.Builder builder) {
                return builder.POST(BodyPublishers.ofString(BODY)).build();
            }
        },
        /** In hand for a while: there is one at every moment at which an instance is stopped. */
        ORDER_SLOWLY("/slow/orders") {
            @Override
            HttpRequest request(HttpRequest.Builder builder) {
                return builder.POST(BodyPublishers.ofString(BODY)).build();
            }
        },
        /** Its body is on its way for a while. */
        UPLOAD("/uploads") {
            @Override
            HttpRequest request(HttpRequest.Builder builder) {
                return builder.POST(BodyPublishers.ofInputStream(Trickle::new)).build();
            }
        };

        private final String path;

        Way(String path) {
            this.path = path;
        }

        abstract HttpRequest request(HttpRequest.Builder builder);

        String bodyOfAnswer() {
            return this == LOOK ? "" : BODY;
        }
    }

    /** A body that comes over a slow line. */
    private static final class Trickle extends InputStream {
        private final InputStream body = new ByteArrayInputStream(BODY.getBytes());

        @Override
        public int read() throws IOException {
            return body.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            return body.read(into, offset, Math.min(length, BODY.length() / 16));
        }
    }

    private final DrivenService service;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong answered = new AtomicLong();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final Set<String> versions = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();

    /** Three of each way. */
    Users(DrivenService service, Way... ways) {
        this.service = service;
        for (int i = 0; i < 3; i++) {
            for (Way way : ways) {
                threads.add(Thread.ofVirtual().start(() -> use(way)));
            }
        }
        awaitMore();
    }

    /** Returns when they have gone on for a while. */
    void awaitMore() {
        long before = answered.get() + lost.size();
        await().until(() -> answered.get() + lost.size() > before + 50);
    }

    Queue<String> lost() {
        return lost;
    }

    /** Every version that has answered, and how it was asked. */
    Set<String> versions() {
        return versions;
    }

    private void use(Way way) {
        while (!over.get()) {
            try {
                String answer = service.ask(way.path, way::request);
                if (answer.endsWith(way.bodyOfAnswer())) {
                    versions.add(way + " "
                            + answer.substring(
                                    0, answer.length() - way.bodyOfAnswer().length()));
                    answered.incrementAndGet();
                } else {
                    lost.add(way + ": half an answer of " + answer.length() + " characters");
                }
            } catch (Exception e) {
                lost.add(way + ": " + e);
            }
        }
    }

    @Override
    public void close() {
        over.set(true);
        threads.forEach(thread -> await().until(() -> !thread.isAlive()));
    }
}
