package io.slipway.deploy.gatecheck;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.slipway.deploy.outbound.WholeAnswer;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.task.GateTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/** Asks an address whether a deployment may go on. No answer in time is a no: a gate that cannot be asked is shut. */
public final class HttpGateHandler implements TaskHandler<GateTask, GateTask.Output> {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

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
        };
    }

    private GateTask.Output ask(GateSpec.Http gate) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(gate.url())).build();
            int status = WholeAnswer.get(http, request, HttpResponse.BodyHandlers.discarding(), gate.timeout())
                    .statusCode();
            return new GateTask.Output(
                    status == gate.status(),
                    gate.url() + " answered " + status
                            + (status == gate.status() ? "" : ", expected " + gate.status()));
        } catch (IOException | IllegalArgumentException e) {
            return new GateTask.Output(false, gate.url() + " did not answer: " + e.getMessage());
        }
    }

    private static TaskFailedException notOurs(GateSpec gate) {
        return new TaskFailedException("the gate " + gate.name() + " is not evaluated by a worker", false);
    }
}
