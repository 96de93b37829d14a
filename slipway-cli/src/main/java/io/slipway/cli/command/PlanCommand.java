package io.slipway.cli.command;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.output.ChangesPrinter;
import io.slipway.cli.output.Terminal;
import io.slipway.cli.output.Words;
import io.slipway.events.deploy.pipeline.QueueSpec;
import io.slipway.events.deploy.view.PlanView;
import io.slipway.events.json.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "plan",
        description = "Show what a deploy would do, step by step, and which gate would refuse it. Changes nothing.")
public final class PlanCommand extends ApiCommand {
    @Mixin
    private RequestOptions request = new RequestOptions();

    @Override
    protected ExitCode run(ApiClient api) {
        PlanView plan = Json.read(
                api.post("/api/v1/applications/" + ApiClient.encode(request.application()) + "/plan", request.body()),
                PlanView.class);
        if (output().isTable()) {
            show(plan, terminal());
        } else {
            print(plan);
        }
        return plan.rejected() ? ExitCode.REJECTED : ExitCode.DONE;
    }

    private static String whatHappensToThem(@Nullable QueueSpec queue) {
        return switch (queue == null ? QueueSpec.DEFAULT.policy() : queue.policy()) {
            case QUEUE, REJECT -> ", and waits for them";
            case SUPERSEDE -> ", and takes the place of those that wait or are stuck";
            case CANCEL_RUNNING -> ", and takes their place: what runs goes back first";
        };
    }

    private static void show(PlanView plan, Terminal terminal) {
        var out = terminal.out();
        out.println(terminal.bold(
                plan.application() + " " + plan.version() + " to " + plan.environment() + ", nothing is changed"));
        if (!plan.ahead().isEmpty()) {
            out.println("  comes after " + String.join(", ", plan.ahead()) + whatHappensToThem(plan.queue()));
        }
        plan.steps().forEach(step -> out.printf("  %-28s %-18s %s%n", step.id(), Words.of(step.phase()), step.title()));
        if (plan.changes() != null) {
            new ChangesPrinter(terminal).print(plan.changes());
        }
        plan.gates().forEach(gate -> {
            String sign = switch (gate.verdict()) {
                case HOLDS -> terminal.green("✓");
                case REFUSES -> terminal.red("✗");
                case ASKED_LATER -> "?";
            };
            out.println("  " + sign + " gate " + gate.name() + ": " + gate.detail());
        });
        if (plan.rejected()) {
            out.println(terminal.red("It would be rejected."));
        }
    }
}
