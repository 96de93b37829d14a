package io.slipway.deploy.gatecheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slipway.deploy.RecordedContext;
import io.slipway.deploy.Site;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.task.GateTask;
import io.slipway.kit.edge.CallGuards;
import io.slipway.kit.task.TaskFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class HttpGateHandlerTest {
    private Site site;

    @BeforeEach
    void start() throws IOException {
        site = new Site();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void theExpectedStatusOpensIt() throws Exception {
        assertThat(ask(200)).isEqualTo(new GateTask.Output(true, site.uri() + " answered 200"));
        site.answers(204, "");
        assertThat(ask(204).passed()).isTrue();
    }

    @Test
    void anyOtherStatusShutsItAndARedirectIsNotFollowed() throws Exception {
        site.answers(503, "busy");
        assertThat(ask(200)).isEqualTo(new GateTask.Output(false, site.uri() + " answered 503, expected 200"));
        site.answers(302, "");
        assertThat(ask(200).passed()).isFalse();
        assertThat(site.asked()).isEqualTo(2);
    }

    /** A connection that breaks says nothing about whether the deployment may go on. */
    @Test
    void oneBrokenConnectionShutsNothing() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.ofVirtual().start(() -> breakOnceThenAnswer(socket));
            String url = "http://127.0.0.1:" + socket.getLocalPort() + "/";

            assertThat(run(new GateSpec.Http("odd", url, 200, Duration.ofSeconds(5))))
                    .isEqualTo(new GateTask.Output(true, url + " answered 200"));
            server.join();
        }
    }

    private static void breakOnceThenAnswer(ServerSocket socket) {
        try {
            socket.accept().close();
            try (Socket second = socket.accept()) {
                second.getInputStream().read(new byte[1024]);
                second.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAnswerWithoutAnEndShutsIt() throws Exception {
        site.neverEnds();

        GateTask.Output output = run(new GateSpec.Http("busy", site.uri().toString(), 200, Duration.ofMillis(200)));

        assertThat(output.passed()).isFalse();
        assertThat(output.detail()).contains("no answer within 200 ms");
    }

    @Test
    void nobodyThereShutsItAndIsSaid() throws Exception {
        site.close();

        assertThat(ask(200).passed()).isFalse();
        assertThat(ask(200).detail()).isEqualTo(site.uri() + " did not answer: the connection was refused");
    }

    @Test
    void anAddressThatIsNoneShutsIt() throws Exception {
        assertThat(run(new GateSpec.Http("odd", "http://a b", 200, Duration.ofSeconds(1)))
                        .passed())
                .isFalse();
        assertThat(run(new GateSpec.Http("odd", "file:///etc/passwd", 200, Duration.ofSeconds(1)))
                        .passed())
                .isFalse();
    }

    @Test
    void gatesThatLookAtNothingOutsideAreNotItsWork() {
        assertThatThrownBy(() -> run(new GateSpec.PassedIn("in staging", "staging")))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining("in staging");
    }

    private GateTask.Output ask(int status) throws Exception {
        return run(new GateSpec.Http("open", site.uri().toString(), status, Duration.ofSeconds(10)));
    }

    private static GateTask.Output run(GateSpec gate) throws Exception {
        return new HttpGateHandler(new CallGuards(new SimpleMeterRegistry()))
                .run(new GateTask("shop", "live", "1.0.0", gate), new RecordedContext());
    }
}
