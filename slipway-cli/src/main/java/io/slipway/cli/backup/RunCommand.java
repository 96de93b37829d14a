package io.slipway.cli.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = "Take a backup now, as the policy says it.",
        footer = {"", "Example: slipway backup run crm nightly --wait"})
public final class RunCommand extends PolicyRequest {
    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "Only this source of the policy; may be repeated. Default: all.")
    private List<String> sources = new ArrayList<>();

    @Mixin
    private RequestReason reason = new RequestReason();

    public RunCommand() {
        super("run");
    }

    @Override
    protected boolean prepare(BackupApi backups, Map<String, Object> body) {
        reason.into(body);
        body.put("sources", sources);
        return true;
    }
}
