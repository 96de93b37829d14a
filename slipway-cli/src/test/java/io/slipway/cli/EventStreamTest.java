package io.slipway.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.slipway.cli.fake.FakeSlipway;
import io.slipway.cli.output.Terminal;

import static io.slipway.cli.fake.Documents.items;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class EventStreamTest {
    private static final String EVENTS = "GET /api/v1/events";
    private static final String LOGS = "GET /api/v1/deployments/shop-staging-1/logs";
    private static final String LINE =
            "{\"step\":\"01-build-web\",\"at\":\"2026-01-02T03:04:05.678Z\",\"number\":0,\"text\":\"compiled\"}";

    private final FakeSlipway server = new FakeSlipway();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBrokenStreamGoesOnBehindTheLastWholeEvent() {
        server.on(EVENTS, 200, "text/event-stream", event("p=1", "first") + event("p=2", "second") + "id: p=3\ndata: {")
                .on(EVENTS, 200, "text/event-stream", event("p=3", "third") + event("p=4", "fourth"));
        ReaderThatLeaves out = new ReaderThatLeaves(4);

        int status = SlipwayCommand.commandLine(out.terminal())
                .execute("events", "tail", "--application", "shop", "--url", server.url());

        assertThat(out.subjects()).containsExactly("first", "second", "third", "fourth");
        assertThat(server.requests())
                .extracting(request -> request.headers().getFirst("Last-Event-ID"))
                .containsExactly(null, "p=2");
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.path()).isEqualTo("/api/v1/events?application=shop"));
        assertThat(status).as("head has what it wanted").isZero();
    }

    @Test
    void aProblemInsteadOfAStreamEndsIt() {
        TypedCommand tail = TypedCommand.run(server, "events", "tail");

        assertThat(tail.status()).isEqualTo(1);
        assertThat(tail.err()).contains("Not found");
    }

    @Test
    void withJsonEachLineIsOneCloudEvent() {
        server.on(EVENTS, 200, "text/event-stream", event("p=1", "first") + event("p=2", "second"));

        TypedCommand tail = TypedCommand.run(server, "events", "tail", "--once", "-o", "json", "--from-beginning");

        assertThat(tail.status()).isZero();
        assertThat(tail.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("{\"type\""));
        assertThat(server.last().path()).isEqualTo("/api/v1/events?from=beginning");
    }

    @Test
    void logsShowTimeStepAndText() {
        server.on(LOGS, 200, items(io.slipway.events.json.Json.mapper().readTree(LINE)));

        assertThat(TypedCommand.run(server, "logs", "shop-staging-1", "--step", "01-build-web")
                        .out())
                .isEqualToNormalizingNewlines("2026-01-02T03:04:05.678Z 01-build-web compiled\n");
        assertThat(server.last().path()).endsWith("/logs?step=01-build-web&limit=1000");
    }

    @Test
    void followedLogsEndWithTheDeployment() {
        server.on(
                LOGS,
                200,
                "text/event-stream",
                "event: line\ndata: " + LINE + "\n\n: alive\n\nevent: end\ndata: {\"state\":\"SUCCEEDED\"}\n\n");

        TypedCommand logs = TypedCommand.run(server, "logs", "-f", "shop-staging-1");

        assertThat(logs.status()).isZero();
        assertThat(logs.out()).isEqualToNormalizingNewlines("2026-01-02T03:04:05.678Z 01-build-web compiled\n");
    }

    @Test
    void followedLogsThatBreakOffAreNotTakenForTheEnd() {
        server.on(LOGS, 200, "text/event-stream", "event: line\ndata: " + LINE + "\n\n");

        TypedCommand logs = TypedCommand.run(server, "logs", "-f", "shop-staging-1");

        assertThat(logs.status()).isEqualTo(1);
        assertThat(logs.err()).contains("slipway logs --follow shop-staging-1");
    }

    private static String event(String id, String subject) {
        return "id: " + id + "\nevent: io.example.x\ndata: {\"type\":\"io.example.x\",\ndata: \"subject\":\"" + subject
                + "\"}\n\n";
    }

    /** Like {@code head}: takes some lines and closes the pipe. */
    private static final class ReaderThatLeaves extends FilterWriter {
        private final int wanted;

        ReaderThatLeaves(int wanted) {
            super(new StringWriter());
            this.wanted = wanted;
        }

        Terminal terminal() {
            return new Terminal(new PrintWriter(this, true), new PrintWriter(Writer.nullWriter(), true), false, false);
        }

        java.util.List<String> subjects() {
            return out.toString().lines().map(line -> line.split(" ")[2]).toList();
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            super.write(text, from, length);
            leave();
        }

        private void leave() throws IOException {
            if (out.toString().lines().count() >= wanted && out.toString().endsWith("\n")) {
                throw new IOException("Broken pipe");
            }
        }
    }
}
