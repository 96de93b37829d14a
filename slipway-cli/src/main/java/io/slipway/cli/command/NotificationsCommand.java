package io.slipway.cli.command;

import java.time.Instant;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.output.Table;
import io.slipway.cli.output.Words;
import io.slipway.events.notification.view.NotificationsView;
import io.slipway.events.notification.view.NotificationsView.ChannelView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "notifications",
        description = "Show what the channels of an application were told, what waits, and what hinders it.",
        mixinStandardHelpOptions = true)
public final class NotificationsCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
    private String application = "";

    @Override
    protected ExitCode run(ApiClient api) {
        NotificationsView view = api.notifications(application);
        if (!output().isTable()) {
            print(view);
            return ExitCode.DONE;
        }
        Table table = new Table("CHANNEL", "DELIVERED", "LAST", "WAITING", "GIVEN UP", "ERROR");
        for (ChannelView channel : view.channels()) {
            table.row(
                    channel.channel(),
                    String.valueOf(channel.delivered()),
                    channel.lastDelivered() == null
                            ? ""
                            : Words.ago(channel.lastDelivered().at(), Instant.now()),
                    String.valueOf(channel.waiting()),
                    String.valueOf(channel.givenUp()),
                    channel.lastError() == null ? "" : channel.lastError());
        }
        table.print(terminal(), "No channel was told anything yet.");
        return ExitCode.DONE;
    }
}
