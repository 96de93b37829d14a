package io.slipway.deploy.rollout.process.proxy;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/**
 * The proxy of one service in one environment. Started by the process driver, and goes on without it.
 *
 * <p>Arguments: the folder it shares with the driver, the port it serves, and the address it serves it on.
 */
public final class ProxyMain {
    private ProxyMain() {}

    public static void main(String[] args) throws Exception {
        ProxyFolder folder = new ProxyFolder(Path.of(args[0]));
        int port = Integer.parseInt(args[1]);
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
        Proxy proxy = new Proxy(vertx, folder, folder.routes().orElse(Routes.none(port)), args[2]);
        try {
            proxy.start(port).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            System.err.println(
                    "the proxy cannot serve port " + port + ": " + e.getCause().getMessage());
            System.exit(1);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(proxy, vertx), "shutdown"));
    }

    /** Ends what is in hand, then goes. */
    private static void stop(Proxy proxy, Vertx vertx) {
        try {
            proxy.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            System.err.println("the proxy did not stop in good order: " + e);
        }
    }
}
