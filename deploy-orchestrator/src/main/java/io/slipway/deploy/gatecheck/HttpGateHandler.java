package io.slipway.deploy.gatecheck;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.slipway.deploy.outbound.WholeAnswer;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.task.GateTask;
import io.slipway.kit.edge.CallGuards;
import io.slipway.kit.edge.CallSettings;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/**
 * Asks an address whether a deployment may go on. No answer in time is a no: a gate that cannot be asked is shut. A
 * connection that broke is no answer yet, and is tried again.
 */
public final class HttpGateHandler implements TaskHandler<GateTask, GateTask.Output> {
    /** Each try has the gate's own time; this one only ends what even that does not. */
    private static final CallSettings SETTINGS = CallSettings.defaults().withTimeout(Duration.ofHours(1));

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final CallGuards guards;

    public HttpGateHandler(CallGuards guards) {
        this.guards = guards;
    }

    @Override
    public String type() {
        return GateTask.TYPE;
    }

    @Override
    public Class<GateTask> inputType() {
        return GateTask.class;
    }

    @Override
    public GateTask.Output run(GateTask task, TaskContext context) throws TaskFailedException, InterruptedException {
        return switch (task.gate()) {
            case GateSpec.Http gate -> ask(gate);
            case GateSpec.PassedIn gate -> throw notOurs(gate);
            case GateSpec.OutsideFreeze gate -> throw notOurs(gate);
            case GateSpec.BackupFresh gate -> throw notOurs(gate);
        };
    }

    private GateTask.Output ask(GateSpec.Http gate) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(gate.url())).build();
            int status = guards.guard("gate:" + request.uri().getHost(), SETTINGS, HttpGateHandler::passes)
                    .call(() -> WholeAnswer.get(http, request, HttpResponse.BodyHandlers.discarding(), gate.timeout()))
                    .statusCode();
            return new GateTask.Output(
                    status == gate.status(),
                    gate.url() + " answered " + status
                            + (status == gate.status() ? "" : ", expected " + gate.status()));
        } catch (InterruptedException e) {
            throw e;
        } catch (CallNotPermittedException e) {
            return new GateTask.Output(
                    false, gate.url() + " is not asked for a while: it did not answer most of the last times");
        } catch (Exception e) {
            return new GateTask.Output(false, gate.url() + " did not answer: " + e.getMessage());
        }
    }

    /** A time that is over is an answer in its way; what broke in between may not break again. */
    private static boolean passes(Throwable failure) {
        return failure instanceof IOException && !(failure instanceof HttpTimeoutException);
    }

    private static TaskFailedException notOurs(GateSpec gate) {
        return new TaskFailedException("the gate " + gate.name() + " is not evaluated by a worker", false);
    }
}
