package io.slipway.deploy.rollout.process.proxy;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * Chooses who answers a request and counts how it went. An instance that cannot be reached has not seen the request, so
 * another is asked. Runs on the proxy's one event loop.
 */
final class Forwarding implements OriginRequestProvider, ProxyInterceptor {
    /** Names the version that answered, so that a split of the traffic can be seen from outside. */
    static final String RELEASE_HEADER = "X-Slipway-Release";

    private static final String CHOICE = "slipway.choice";
    private static final String BEGUN = "slipway.begun";

    private final Counters counters;
    private Routes routes;
    private Balancer balancer;

    Forwarding(Routes routes, Counters counters) {
        this.counters = counters;
        this.routes = routes;
        this.balancer = new Balancer(routes);
    }

    /** Takes new routes from the next request on; older ones than those it has are ignored. */
    void route(Routes next) {
        if (next.generation() >= routes.generation()) {
            routes = next;
            balancer = new Balancer(next);
        }
    }

    Routes routes() {
        return routes;
    }

    boolean hasSomebody() {
        return routes.releases().stream()
                .anyMatch(release -> release.weight() > 0 && !release.backends().isEmpty());
    }

    @Override
    public Future<HttpClientRequest> create(ProxyContext context) {
        Balancer chooser = balancer;
        Optional<Balancer.Choice> choice = chooser.next();
        return choice.isEmpty()
                ? Future.failedFuture("no instance serves")
                : connect(context, chooser, choice.get(), new HashSet<>());
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        context.set(BEGUN, System.nanoTime());
        forwardedHeaders(context);
        return context.sendRequest().onFailure(failure -> {
            Balancer.Choice choice = context.get(CHOICE, Balancer.Choice.class);
            if (choice != null) {
                counters.ended(choice.backend().id());
                counters.unanswered(choice.release().id());
            }
        });
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        Balancer.Choice choice = context.get(CHOICE, Balancer.Choice.class);
        if (choice == null) {
            return context.sendResponse();
        }
        long nanos = System.nanoTime() - context.get(BEGUN, Long.class);
        counters.answered(choice.release().id(), context.response().getStatusCode(), nanos);
        context.response().putHeader(RELEASE_HEADER, choice.release().version());
        return context.sendResponse()
                .onComplete(done -> counters.ended(choice.backend().id()));
    }

    private Future<HttpClientRequest> connect(
            ProxyContext context, Balancer chooser, Balancer.Choice choice, Set<String> tried) {
        HttpClient client = context.client();
        Routes.Backend backend = choice.backend();
        tried.add(backend.id());
        counters.begun(backend.id());
        context.set(CHOICE, choice);
        return client.request(new RequestOptions().setHost(backend.host()).setPort(backend.port()))
                .recover(unreachable -> {
                    counters.ended(backend.id());
                    context.set(CHOICE, null);
                    return chooser.instead(choice, tried)
                            .map(other -> connect(context, chooser, other, tried))
                            .orElseGet(() -> Future.failedFuture(unreachable));
                });
    }

    private static void forwardedHeaders(ProxyContext context) {
        HttpServerRequest request = context.request().proxiedRequest();
        if (request.method() == HttpMethod.TRACE) {
            return;
        }
        var headers = context.request().headers();
        String from = request.remoteAddress().hostAddress();
        String chain = headers.get("X-Forwarded-For");
        headers.set("X-Forwarded-For", chain == null ? from : chain + ", " + from);
        headers.set("X-Forwarded-Proto", "http");
        if (request.authority() != null) {
            headers.set("X-Forwarded-Host", request.authority().toString());
        }
    }
}
