package io.slipway.cli.backup;

import java.util.LinkedHashMap;
import java.util.Map;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that has a server do something of a policy: a run. */
abstract class PolicyRequest extends ServerCommand {
    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
    private String application = "";

    @Parameters(
            index = "1",
            paramLabel = "POLICY",
            description = "Its backup policy, see: slipway backup policy APPLICATION")
    private String policy = "";

    @Mixin
    private RunWait wait = new RunWait();

    private final String what;

    /** @param what the end of the address */
    PolicyRequest(String what) {
        this.what = what;
    }

    @Override
    protected ExitCode ask(ApiClient api) throws Exception {
        BackupApi backups = new BackupApi(api, application);
        Map<String, Object> body = new LinkedHashMap<>();
        if (!prepare(backups, body)) {
            return ExitCode.FAILED;
        }
        String run = backups.ask(policy, what, body).requireSubject();
        return wait.conclude(backups, terminal(), output(), run);
    }

    /** Says what else is asked for; false where the person at the terminal does not want it after all. */
    protected boolean prepare(BackupApi backups, Map<String, Object> body) {
        return true;
    }

    protected final String application() {
        return application;
    }

    protected final String policy() {
        return policy;
    }
}
