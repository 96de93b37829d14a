package io.slipway.deploy.http;

import java.util.function.UnaryOperator;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import io.slipway.events.Topics;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.DeploymentStatusView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.CommandEndpoint;
import io.slipway.kit.http.CommandRequest;

/** Sends deploy commands and answers as {@link CommandEndpoint} does. */
public final class DeployCommands {
    private static final String SOURCE = "/slipway/deploy-orchestrator/http";

    private final CommandEndpoint endpoint;

    public DeployCommands(CommandEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    public ResponseEntity<CommandAnswer> submit(DeployCommand command, HttpHeaders headers, Actor actor)
            throws InterruptedException {
        boolean application = command instanceof DeployCommand.Apply
                || command instanceof DeployCommand.ReleaseQuarantine
                || command instanceof DeployCommand.StopLine
                || command instanceof DeployCommand.ResumeLine;
        UnaryOperator<String> documentKey = documentKey(command);
        String path = application ? "/api/v1/applications/" : "/api/v1/deployments/";
        return endpoint.submit(
                new CommandRequest(
                        Topics.DEPLOY_COMMANDS,
                        Topics.DEPLOY_REPLIES,
                        SOURCE,
                        command.application(),
                        command,
                        documentKey,
                        path::concat),
                headers,
                actor);
    }

    /** Of the document that shows what a command has made or changed. */
    private static UnaryOperator<String> documentKey(DeployCommand command) {
        return switch (command) {
            case DeployCommand.Apply ignored -> ApplicationView::key;
            case DeployCommand.ReleaseQuarantine ignored -> ApplicationView::key;
            case DeployCommand.StopLine ignored -> ApplicationView::key;
            case DeployCommand.ResumeLine ignored -> ApplicationView::key;
            case DeployCommand.ReportStatus ignored -> DeploymentStatusView::key;
            default -> DeploymentView::key;
        };
    }
}
