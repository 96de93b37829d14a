package io.slipway.backup.mongodb.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.slipway.backup.mongodb.NamespaceSelection;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class ManifestTest {
    private static final Manifest MANIFEST = new Manifest(
            Manifest.FORMAT,
            "8.0.4",
            "slipway 0.1.0",
            "REPLICA_SET",
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(1),
            Consistency.asPossible("a test"),
            new NamespaceSelection(List.of("crm"), List.of("crm.sessions")),
            List.of(),
            List.of("a remark"));

    @Test
    void saysWhatWasToBeDumpedAndNothingThatFollowsFromIt() {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(MANIFEST.toJson());
        assertThat(json.path("selection")).isEqualTo(JsonMapper.shared().readTree("""
                        {"include": ["crm"], "exclude": ["crm.sessions"]}"""));
        assertThat(Manifest.parse(MANIFEST.toJson())).isEqualTo(MANIFEST);
    }

    @Test
    void whatAnEarlierVersionWroteDoesNotSayIt() {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(MANIFEST.toJson());
        json.remove("selection");
        Manifest earlier = Manifest.parse(json.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(earlier.selection()).isNull();
        assertThat(earlier.remarks()).containsExactly("a remark");
    }
}
