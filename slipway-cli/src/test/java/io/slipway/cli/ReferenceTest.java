package io.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class ReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/cli.md");

    /** With {@code -Dslipway.regenerate=true} the page is written; without, it has to be what the code says. */
    @Test
    void thePageSaysWhatTheCommandLineSays() throws IOException {
        String page = new ReferencePage(SlipwayCommand.commandLine()).text();
        if (Boolean.getBoolean("slipway.regenerate")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("%s; run the test with -Dslipway.regenerate=true and review the difference", PAGE)
                .isEqualTo(page);
    }

    @Test
    void everyCommandAndOptionIsExplained() {
        check(SlipwayCommand.commandLine());
    }

    private static void check(CommandLine command) {
        var spec = command.getCommandSpec();
        String name = spec.qualifiedName();
        assertThat(spec.usageMessage().description()).as(name).isNotEmpty();
        spec.args().stream()
                .filter(arg -> !arg.hidden())
                .forEach(arg ->
                        assertThat(arg.description()).as(name + " " + arg).isNotEmpty());
        assertThat(spec.optionsMap()).as(name).containsKey("--help");
        command.getSubcommands().values().stream()
                .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
                .forEach(ReferenceTest::check);
    }
}
