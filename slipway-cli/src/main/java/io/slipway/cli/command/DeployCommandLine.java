package io.slipway.cli.command;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "deploy",
        description = {
            "Deploy a version of an application.",
            "Without a source or an artifact, the artifacts of the same version in an earlier environment are deployed."
        })
public final class DeployCommandLine extends ApiCommand {
    @Mixin
    private RequestOptions request = new RequestOptions();

    @Mixin
    private WaitOptions wait = new WaitOptions();

    @Override
    protected ExitCode run(ApiClient api) throws InterruptedException {
        String id = api.command(
                        "/api/v1/applications/" + ApiClient.encode(request.application()) + "/deployments",
                        request.body())
                .requireSubject();
        return wait.conclude(api, terminal(), output(), id);
    }
}
