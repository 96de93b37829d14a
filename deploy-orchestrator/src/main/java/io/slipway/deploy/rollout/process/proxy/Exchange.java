package io.slipway.deploy.rollout.process.proxy;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;

/**
 * One request of a user and its answer. Bodies flow through in both directions as fast as the slower side takes them.
 * Another instance is asked when one cannot be reached, and when one that was reached goes away without a byte of an
 * answer to a request that may be asked twice: a safe one (RFC 9110, section 9.2.1) without a body.
 */
final class Exchange {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final HttpClient client;
    private final Upstreams upstreams;
    private final Counters counters;
    private final boolean hasBody;
    private final boolean upgrades;
    private final Set<String> tried = new HashSet<>();
    private @Nullable Attempt current;
    private boolean repeated;

    Exchange(HttpServerRequest request, HttpClient client, Upstreams upstreams, Counters counters) {
        this.request = request;
        this.response = request.response();
        this.client = client;
        this.upstreams = upstreams;
        this.counters = counters;
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        this.hasBody = request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || length != null && !"0".equals(length.strip());
        this.upgrades = request.canUpgradeToWebSocket();
    }

    void begin() {
        Optional<Balancer.Choice> first = upstreams.next();
        if (request.method() == HttpMethod.CONNECT) {
            Problem.METHOD.answer(request);
        } else if (first.isEmpty()) {
            Problem.NOBODY.answer(request);
        } else {
            request.pause();
            response.closeHandler(gone -> abandon());
            response.exceptionHandler(gone -> abandon());
            ask(first.get());
        }
    }

    private void ask(Balancer.Choice choice) {
        Attempt attempt = new Attempt(choice, counters);
        Routes.Backend backend = choice.backend();
        current = attempt;
        tried.add(backend.id());
        client.request(new RequestOptions()
                        .setMethod(request.method())
                        .setHost(backend.host())
                        .setPort(backend.port())
                        .setURI(request.uri()))
                .onSuccess(sent -> send(attempt, sent))
                .onFailure(unreachable -> {
                    upstreams.sick(backend);
                    attempt.end();
                    askAnother(choice, true);
                });
    }

    private void send(Attempt attempt, HttpClientRequest sent) {
        attempt.sends(sent);
        if (attempt.isOver()) {
            sent.reset();
            return;
        }
        // What goes wrong is heard where the answer is waited for.
        sent.exceptionHandler(failure -> {});
        Headers.copy(request.headers(), sent.headers());
        Headers.forwarded(request, sent.headers());
        sent.headers().remove(HttpHeaders.EXPECT);
        (upgrades ? Tunnel.open(request, sent) : sent.response())
                .onSuccess(answer -> answer(attempt, answer))
                .onFailure(failure -> unanswered(attempt));
        if (upgrades) {
            return;
        }
        if (!hasBody) {
            request.resume();
            sent.end();
            return;
        }
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            response.writeContinue();
        }
        sent.setChunked(!sent.headers().contains(HttpHeaders.CONTENT_LENGTH));
        request.pipe().endOnFailure(false).to(sent).onFailure(broken -> bodyBroken(attempt, sent));
    }

    /** The instance may have answered before it took all of the body; then the answer counts, and the rest is dropped. */
    private void bodyBroken(Attempt attempt, HttpClientRequest sent) {
        request.resume();
        if (!response.headWritten()) {
            sent.reset();
            unanswered(attempt);
        }
    }

    private void answer(Attempt attempt, HttpClientResponse answer) {
        if (attempt.isOver()) {
            answer.request().reset();
            return;
        }
        attempt.answered(answer.statusCode());
        response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        Headers.copy(answer.headers(), response.headers());
        response.putHeader(Headers.RELEASE, attempt.choice().release().version());
        if (upgrades && answer.statusCode() == 101) {
            Tunnel.join(request, answer, attempt);
            return;
        }
        request.resume();
        if (Headers.closes(answer.headers())) {
            answer.end().onComplete(end -> answer.request().connection().close());
        }
        if (hasNoBody(answer)) {
            answer.resume();
            response.end().onComplete(done -> attempt.end());
            return;
        }
        boolean sized = response.headers().contains(HttpHeaders.CONTENT_LENGTH);
        response.setChunked(!sized && request.version() == HttpVersion.HTTP_1_1);
        answer.pipe().endOnFailure(false).to(response).onComplete(done -> {
            boolean userIsThere = !attempt.isOver();
            attempt.end();
            if (done.failed()) {
                answer.request().reset();
                if (userIsThere) {
                    counters.brokenOff(attempt.choice().release().id(), answer.statusCode());
                    // The only way to tell the user that this was not all of it.
                    response.reset();
                }
            }
        });
    }

    private boolean hasNoBody(HttpClientResponse answer) {
        int status = answer.statusCode();
        return request.method() == HttpMethod.HEAD || status == 204 || status == 304;
    }

    private void unanswered(Attempt attempt) {
        if (attempt.isOver()) {
            return;
        }
        attempt.end();
        askAnother(attempt.choice(), SAFE.contains(request.method()) && !hasBody && !upgrades);
    }

    private void askAnother(Balancer.Choice failed, boolean allowed) {
        if (response.closed()) {
            return;
        }
        Optional<Balancer.Choice> other = allowed ? upstreams.instead(failed, tried) : Optional.empty();
        if (allowed && other.isEmpty() && !repeated) {
            // It may just have closed a connection that was idle.
            repeated = true;
            other = Optional.of(failed);
        }
        boolean releaseFailed = other.isEmpty()
                || !other.get().release().id().equals(failed.release().id());
        if (releaseFailed) {
            counters.unanswered(failed.release().id());
        }
        if (other.isPresent()) {
            ask(other.get());
        } else {
            Problem.UNANSWERED.answer(request);
        }
    }

    /** The user has gone. */
    private void abandon() {
        if (current != null) {
            current.abandon();
        }
    }
}
