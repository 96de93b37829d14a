package io.slipway.deploy.outbound;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An answer with its body, in a given time. The client's own timeout ends with the headers: a body that never does would
 * keep whoever asked for ever.
 */
public final class WholeAnswer {
    /** Largest body, in bytes. */
    private static final long MOST = 4L * 1024 * 1024;

    private WholeAnswer() {}

    /**
     * Asks and waits.
     *
     * @throws HttpTimeoutException when the time is over before the answer's end is there
     * @throws IOException when there is no answer, or one of more than 4 MiB; its message says why
     */
    public static <T> HttpResponse<T> get(
            HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> body, Duration time)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.limiting(body, MOST));
        try {
            return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no answer within " + time.toMillis() + " ms");
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw new IOException(words(e.getCause()), e.getCause());
        }
    }

    private static String words(Throwable cause) {
        if (cause instanceof java.net.ConnectException) {
            return "the connection was refused";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
