package io.slipway.backup.mongodb;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NamespaceSelectionTest {
    private static final Namespace CONTACTS = new Namespace("crm", "contacts");
    private static final Namespace LOG = new Namespace("crm", "log.2026");
    private static final Namespace OTHER = new Namespace("crm2", "contacts");

    @Test
    void aDatabaseIsAllOfItsCollectionsAndOfNoOther() {
        assertThat(NamespaceSelection.of("crm").includes(LOG)).isTrue();
        assertThat(NamespaceSelection.of("crm.*").includes(CONTACTS)).isTrue();
        assertThat(NamespaceSelection.of("crm").includes(OTHER)).isFalse();
    }

    @Test
    void aCollectionIsThatOneAlone() {
        assertThat(NamespaceSelection.of("crm.contacts").includes(CONTACTS)).isTrue();
        assertThat(NamespaceSelection.of("crm.contacts").includes(LOG)).isFalse();
        assertThat(NamespaceSelection.of("crm.log").includes(LOG)).isFalse();
    }

    @Test
    void aStarStandsForAnything() {
        assertThat(NamespaceSelection.of("crm.log*").includes(LOG)).isTrue();
        assertThat(NamespaceSelection.of("*.contacts").includes(OTHER)).isTrue();
        assertThat(NamespaceSelection.of("crm*").includes(OTHER)).isTrue();
        assertThat(NamespaceSelection.of("*").includes(OTHER)).isTrue();
    }

    @Test
    void whatIsExcludedIsTakenAwayFromWhatIsIncluded() {
        NamespaceSelection selection = new NamespaceSelection(List.of("crm"), List.of("*.log.*"));
        assertThat(selection.includes(CONTACTS)).isTrue();
        assertThat(selection.includes(LOG)).isFalse();
        assertThat(NamespaceSelection.ALL.includes(LOG)).isTrue();
        assertThat(NamespaceSelection.ALL.isEverything()).isTrue();
        assertThat(selection.isEverything()).isFalse();
    }

    @Test
    void saysOfWhichPatternsItHasNothing() {
        NamespaceSelection selection =
                new NamespaceSelection(List.of("crm", "shop.o*"), List.of("crm.log*", "shop.old"));
        assertThat(selection.outside(
                        List.of("crm", "crm.contacts", "crm.l*", "shop", "shop.*s", "*", "c*", "*.orders")))
                .isEmpty();
        assertThat(selection.outside(
                        List.of("crm2", "crm.log", "crm.log.2*", "shop.old", "shop.carts", "*.o2.x", "x*")))
                .containsExactly("crm2", "crm.log", "crm.log.2*", "shop.old", "shop.carts", "x*");
        assertThat(NamespaceSelection.ALL.outside(List.of("crm", "*"))).isEmpty();
        assertThat(new NamespaceSelection(List.of(), List.of("crm")).outside(List.of("crm", "crm.*", "crm.a", "cr*")))
                .containsExactly("crm", "crm.*", "crm.a");
        assertThat(selection).hasToString("crm, shop.o* without crm.log*, shop.old");
        assertThat(NamespaceSelection.ALL).hasToString("everything");
    }

    @Test
    void refusesWhatIsNoPattern() {
        assertThatIllegalArgumentException().isThrownBy(() -> NamespaceSelection.of("crm."));
        assertThatIllegalArgumentException().isThrownBy(() -> NamespaceSelection.of(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> Namespace.parse("crm"));
        assertThat(Namespace.parse("crm.log.2026")).isEqualTo(LOG);
    }
}
