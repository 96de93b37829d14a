package io.slipway.cli.dr;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.output.Words;

/**
 * What a drill of a total loss found.
 *
 * @param measuredRto from the first step to the last
 * @param measuredRpo how old the oldest of the newest snapshots was; null where nothing was found
 */
record DrillReport(
        Instant at, Duration measuredRto, @Nullable Duration measuredRpo, List<DrillStep> steps) {
    boolean passed() {
        return steps.stream().allMatch(DrillStep::passed);
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# Drill of a total loss, ")
                .append(at.truncatedTo(ChronoUnit.SECONDS))
                .append("\n\n")
                .append(passed() ? "It passed." : "**It failed.**")
                .append(" Measured: restored in ")
                .append(Words.of(measuredRto))
                .append(measuredRpo == null ? "" : ", its data was " + Words.of(measuredRpo) + " old")
                .append(".\n\n| | step | took | |\n|---|---|---|---|\n");
        steps.forEach(step -> text.append("| ")
                .append(step.passed() ? "✓" : "✗")
                .append(" | ")
                .append(step.title())
                .append(" | ")
                .append(Words.of(step.took()))
                .append(" | ")
                .append(step.detail().replace("|", "\\|").replace('\n', ' '))
                .append(" |\n"));
        return text.toString();
    }
}
