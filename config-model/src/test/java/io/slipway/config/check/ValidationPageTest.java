package io.slipway.config.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The example of the reference page, run as it stands there. */
class ValidationPageTest {
    private static final Path PAGE = Path.of("../docs/reference/config-validation.md");
    private static final String DOCUMENT = "environments/production/application.yml";

    @Test
    void whatThePageSaysIsWhatIsSaid() throws IOException {
        String page = Files.readString(PAGE);
        String schema = blocks(page, "json").getFirst();
        String yaml = blocks(page, "yaml").getFirst();
        List<String> said = blocks(page, "text");
        String withHost = yaml.replace("${database.host}", "${database.host:db}");
        String withPort = withHost.replace("70000", "8080");
        assertThat(faults(schema, yaml)).isEqualTo(said.get(0));
        assertThat(faults(schema, withHost)).isEqualTo(said.get(1));
        assertThat(faults(schema, withPort.replace("letmein", "${secret:crm}"))).isEqualTo(said.get(2));
    }

    private static String faults(String schema, String yaml) {
        StringBuilder lines = new StringBuilder();
        Sources.check(schema, Sources.of(DOCUMENT, yaml))
                .forEach(
                        fault -> lines.append(fault.replace(DOCUMENT + ":", "")).append('\n'));
        return lines.toString();
    }

    private static List<String> blocks(String page, String language) {
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        return matcher.results().map(result -> result.group(1)).toList();
    }
}
