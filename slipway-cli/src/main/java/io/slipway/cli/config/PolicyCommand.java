package io.slipway.cli.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Table;
import io.slipway.config.policy.PolicyRecord;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "policy",
        description = {
            "Judge what is in force: no secret too old, two people for production, no debugging there, a schema.",
            "Exit status 0 when all policies are kept, 1 when one is not."
        })
public final class PolicyCommand extends ApplicationCommand {
    /** The sixth column; none of those before it needs quotes. */
    private static final Pattern NOT_KEPT = Pattern.compile("(?m)^(?:[^,\\r\\n]*,){5}false,");

    @Option(
            names = "--production",
            paramLabel = "ENVIRONMENT",
            description =
                    "Where two people and no debugging are asked for; may be repeated. Default: production, or the"
                            + " last environment.")
    private List<String> production = new ArrayList<>();

    @Option(
            names = "--secret-days",
            paramLabel = "DAYS",
            defaultValue = "90",
            description = "How old a secret may be. Default: ${DEFAULT-VALUE}")
    private int secretDays = 90;

    @Option(names = "--csv", description = "Print the records as CSV (RFC 4180).")
    private boolean csv;

    @Override
    protected ExitCode run(ConfigApi config) {
        if (csv) {
            String text = config.policyCsv(production, secretDays);
            terminal().out().print(text);
            terminal().out().flush();
            return NOT_KEPT.matcher(text).find() ? ExitCode.FAILED : ExitCode.DONE;
        }
        List<PolicyRecord> records = config.policy(production, secretDays);
        if (output().isTable()) {
            table(records);
        } else {
            print(records);
        }
        return records.stream().allMatch(PolicyRecord::passed) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void table(List<PolicyRecord> records) {
        Table table = new Table("TARGET", "POLICY", "RESULT", "EVIDENCE");
        records.forEach(line -> table.row(
                line.target(), line.policy(), line.passed() ? "✓ pass" : "✗ fail", String.join("; ", line.evidence())));
        table.print(terminal(), "Nothing is in force yet.");
        long failed = records.stream().filter(line -> !line.passed()).count();
        Instant at = records.isEmpty() ? Instant.now() : records.getFirst().judgedAt();
        terminal().err().println(failed + " of " + records.size() + " not kept, judged at " + at);
    }
}
