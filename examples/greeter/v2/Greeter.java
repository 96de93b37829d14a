import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Greets whoever asks. A politer version. */
public class Greeter {
    private static final String GREETING = "Good day";
    private static final int LONG_LETTER = 1024;

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/healthz", exchange -> answer(exchange, 200, "ok"));
        server.createContext("/", Greeter::greet);
        server.start();
        // On SIGTERM: answer what is in hand, then go.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(5)));
        System.out.println("greeter " + System.getenv("SLIPWAY_VERSION") + " listens on " + port);
    }

    /** Whoever writes instead of just looking is read first, and a long letter takes a while. */
    private static void greet(HttpExchange exchange) throws IOException {
        int letter = exchange.getRequestBody().readAllBytes().length;
        if (letter > LONG_LETTER) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
        }
        answer(exchange, 200, GREETING + " from " + System.getenv("SLIPWAY_VERSION") + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }
}
