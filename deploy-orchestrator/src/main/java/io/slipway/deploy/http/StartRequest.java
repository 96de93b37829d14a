package io.slipway.deploy.http;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.SourceRef;

/**
 * What to deploy.
 *
 * @param environment where; the first of the pipeline where it is left out
 * @param version what people call it
 * @param source what is built, for services with a command build
 * @param artifacts by service: what CI has built, a file's address or an image reference with digest
 * @param reason for the record
 * @param breakGlass why it cannot wait although the environment is closed; takes a role the environment names
 */
record StartRequest(
        @Nullable String environment,
        @Nullable String version,
        @Nullable SourceRef source,
        @Nullable Map<String, @Nullable String> artifacts,
        @Nullable String reason,
        @Nullable String breakGlass) {
    DeployCommand.Start command(String application) {
        return new DeployCommand.Start(
                application,
                Checks.name("environment", environment),
                Checks.version(version),
                Checks.source(source),
                Checks.artifacts(artifacts),
                Checks.text("reason", reason),
                null,
                Checks.text("breakGlass", breakGlass));
    }
}
