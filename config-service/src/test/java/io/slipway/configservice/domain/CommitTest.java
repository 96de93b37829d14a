package io.slipway.configservice.domain;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.slipway.events.Refusal.Code;
import io.slipway.events.config.ConfigCommand.Commit;
import io.slipway.events.config.ConfigEvent.Committed;
import io.slipway.events.config.DocumentChange;
import io.slipway.kit.aggregate.Directory;

import static io.slipway.configservice.domain.Shop.base;
import static io.slipway.configservice.domain.Shop.commit;
import static org.assertj.core.api.Assertions.assertThat;

class CommitTest {
    @Test
    void aChangeOnTheNewestRevisionBecomesTheNewestRevision() {
        var shop = Shop.withRevision();
        String first = shop.state().head();

        shop.when(commit(first, base(31))).thenEventTypes(Committed.class).thenState(state -> {
            assertThat(state.head()).isNotEqualTo(first).hasSize(64);
            assertThat(state.documents()).containsEntry("base/application.yaml", "timeout: 31\n");
            assertThat(state.revisions().getFirst().parent()).isEqualTo(first);
            assertThat(state.revisions().getFirst().changed()).containsExactly("base/application.yaml");
        });
    }

    @Test
    void ofTwoWhoChangeTheSameRevisionOneWinsAndTheOtherIsToldWhy() {
        var shop = Shop.withRevision();
        String first = shop.state().head();
        shop.given(commit(first, base(31)));
        String second = shop.state().head();

        shop.when(commit(first, base(32)))
                .thenRefused(Code.CONFLICT, "made on " + first, "newest revision is " + second);
        shop.when(commit(null, base(32))).thenRefused(Code.CONFLICT, "say that the change was made on it");
    }

    @Test
    void theSameContentIsTheSameRevision() {
        var shop = Shop.withRevision();
        String first = shop.state().head();
        shop.given(commit(first, base(31)));

        shop.given(commit(shop.state().head(), base(30)));

        assertThat(shop.state().head()).isEqualTo(first);
        shop.when(commit(first, base(30))).thenNothing().thenSubject(first);
    }

    @Test
    void aWholeSourceDeletesWhatItDoesNotName() {
        var shop = Shop.withRevision();
        String first = shop.state().head();

        shop.given(new Commit(
                "shop",
                first,
                List.of(new DocumentChange("slipway-config.yaml", Shop.DECLARATION)),
                true,
                "no documents"));

        assertThat(shop.state().documents()).containsOnlyKeys("slipway-config.yaml");
        assertThat(((Committed) shop.newest().getFirst()).changes())
                .containsExactly(new DocumentChange("base/application.yaml", null));
    }

    @Test
    void aChangeThatBreaksAnythingChangesNothingAndNamesEachPlace() {
        var shop = Shop.withRevision();
        Map<String, String> before = shop.state().documents();

        shop.when(commit(
                        shop.state().head(),
                        new DocumentChange("base/application.yaml", "a: 1\na: 2\n"),
                        new DocumentChange("environments/prodction/application.yaml", "a: 1\n"),
                        new DocumentChange("../etc/passwd", "x")))
                .thenRefused(Code.INVALID, "would break");

        assertThat(shop.state().documents()).isEqualTo(before);
    }

    @Test
    void whatDoesNotFitIntoARecordIsRefusedBeforeItGetsThere() {
        var shop = Shop.withRevision();

        shop.when(commit(
                        shop.state().head(), new DocumentChange("base/large.yaml", "a: " + "x".repeat(900_000) + "\n")))
                .thenRefused(Code.INVALID, "900");
    }

    @Test
    void onceThereAreRolesAChangeTakesOne() {
        Directory directory = new Directory(Map.of("deployer", Set.of("alice"), "approver", Set.of("bob")));

        Shop.empty(directory)
                .by("bob")
                .when(new Commit("shop", null, List.of(), true, null))
                .thenRefused(Code.FORBIDDEN, "bob has the role approver");
        Shop.empty(directory)
                .when(new Commit("shop", null, List.of(base(30)), true, null))
                .thenRefused(Code.INVALID, "would break");
    }

    @Test
    void aSecretInTheClearIsRefusedAndNotRepeated() {
        var shop = Shop.withRevision();

        shop.when(commit(
                        shop.state().head(),
                        new DocumentChange("base/application.yaml", "database:\n  password: hunter2-hunter2\n")))
                .thenRefused(Code.INVALID, "would break");
        assertThat(shop.refusal().toString()).doesNotContain("hunter2");
        assertThat(shop.refusal().violations()).singleElement().satisfies(violation -> {
            assertThat(violation.document()).isEqualTo("base/application.yaml");
            assertThat(violation.line()).isEqualTo(2);
        });
    }

    @Test
    void aValueThatTheSchemaDoesNotAllowIsRefusedWithItsPlace() {
        var shop = Shop.withRevision();
        shop.given(commit(shop.state().head(), new DocumentChange("slipway-config.schema.json", """
                        {"properties": {"timeout": {"type": "integer", "maximum": 60}}}
                        """)));

        shop.when(commit(shop.state().head(), base(61))).thenRefused(Code.INVALID, "would break");
        assertThat(shop.refusal().violations()).singleElement().satisfies(violation -> {
            assertThat(violation.document()).isEqualTo("base/application.yaml");
            assertThat(violation.field()).isEqualTo("timeout");
            assertThat(violation.line()).isEqualTo(1);
        });
    }

    @Test
    void aReasonIsNoNovel() {
        Shop.empty()
                .when(new Commit("shop", null, List.of(), true, "x".repeat(1001)))
                .thenRefused(Code.INVALID, "reason");
    }
}
