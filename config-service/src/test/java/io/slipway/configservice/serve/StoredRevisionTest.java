package io.slipway.configservice.serve;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.view.ViewChange;
import io.slipway.kit.view.ViewStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Revisions that an earlier version accepted by rules that were not as strict as today's. */
class StoredRevisionTest {
    private static final String ID = "c".repeat(64);
    private static final String DECLARATION = "environments: [{name: production}]\n";

    private final ViewStore store = new ViewStore();
    private final ConfigReads reads = new ConfigReads(store);

    @Test
    void whatPassesIsServedWithoutAWarning() {
        stored(Map.of("slipway-config.yaml", DECLARATION, "base/application.yaml", "timeout: 30\n"));

        assertThat(timeout()).isEqualTo("30");
        assertThat(reads.warning("shop", ID)).isEmpty();
    }

    @Test
    void aDeclarationThatIsNoneTodayKeepsNoValueBack() {
        stored(Map.of("slipway-config.yaml", "environments: 1\n", "base/application.yaml", "timeout: 30\n"));

        assertThat(timeout()).isEqualTo("30");
        assertThat(reads.warning("shop", ID))
                .hasValueSatisfying(
                        warning -> assertThat(warning).startsWith("would be refused today: slipway-config.yaml"));
    }

    @Test
    void neitherDoesASchemaThatIsNoneOrALayerThatIsNotDeclared() {
        stored(Map.of(
                "slipway-config.yaml",
                DECLARATION,
                "slipway-config.schema.json",
                "{\"type\": 1}",
                "environments/elsewhere/application.yaml",
                "timeout: 60\n",
                "base/application.yaml",
                "timeout: 30\n"));

        assertThat(timeout()).isEqualTo("30");
        assertThat(reads.snapshot("shop", ID).orElseThrow().warnings()).hasSizeGreaterThan(1);
    }

    @Test
    void aTemplateThatNobodyKnowsHowToRenderIsNotLeftOutSilently() {
        stored(Map.of(
                "slipway-config.yaml", "environments: 1\n",
                "templates/a.yaml", "parameters: {}\ntemplate: {timeout: 60}\n",
                "base/application.yaml", "timeout: 30\n"));

        assertThatThrownBy(() -> reads.snapshot("shop", ID)).isInstanceOf(ProblemException.class);
    }

    @Test
    void valuesThatCannotBeReadAreAProblemThatSaysWhereAndWhatToDo() {
        stored(Map.of("slipway-config.yaml", DECLARATION, "base/application.yaml", "timeout: 30\ntimeout: 31\n"));

        assertThatThrownBy(() -> reads.snapshot("shop", ID)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(409);
            assertThat(e.problem().detail()).contains(ID).contains("roll back to another");
            assertThat(e.problem().errors()).singleElement().satisfies(fault -> {
                assertThat(fault.document()).isEqualTo("base/application.yaml");
                assertThat(fault.line()).isEqualTo(2);
            });
        });
    }

    @Test
    void whoeverServesManyGoesOnWithoutIt() {
        stored(Map.of("slipway-config.yaml", DECLARATION, "base/application.yaml", "timeout: 30\ntimeout: 31\n"));

        assertThat(reads.readable("shop", ID)).isEmpty();
        assertThat(reads.readable("shop", ID)).isEmpty();
        assertThatThrownBy(() -> reads.snapshot("shop", ID)).isInstanceOf(ProblemException.class);
    }

    private String timeout() {
        return reads.snapshot("shop", ID)
                .orElseThrow()
                .served("production", null, null)
                .values()
                .get("timeout")
                .asString();
    }

    private void stored(Map<String, String> documents) {
        String key = ConfigRevisionView.key("shop", ID);
        store.apply(new ViewChange(key, new ConfigRevisionView("shop", ID, 1, documents)));
    }
}
