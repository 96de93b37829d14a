package io.slipway.kit.aggregate;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.slipway.events.Refusal;

import static org.assertj.core.api.Assertions.assertThat;

class DirectoryTest {
    private static final List<String> OPERATING = List.of("operator", "admin");
    private static final Directory ROLES =
            new Directory(Map.of("viewer", Set.of("ann"), "deployer", Set.of("ann", "ci"), "operator", Set.of("bob")));

    @Test
    void whoeverHasOneOfTheRolesMay() {
        assertThat(ROLES.refuses(OPERATING, "bob")).isEmpty();
        assertThat(ROLES.refuses(List.of("deployer"), "ci/bob")).isEmpty();
    }

    @Test
    void theOthersLearnWhatTheyHaveAndWhatItTakes() {
        assertThat(ROLES.refuses(OPERATING, "ann"))
                .contains(Refusal.of(
                        Refusal.Code.FORBIDDEN,
                        "ann has the role deployer, viewer; this takes one of operator, admin"));
        assertThat(ROLES.refuses(OPERATING, "ci/bob"))
                .as("a token is not the person that it claims to act for")
                .contains(Refusal.of(
                        Refusal.Code.FORBIDDEN, "ci/bob has the role deployer; this takes one of operator, admin"));
        assertThat(ROLES.refuses(OPERATING, "eve").orElseThrow().detail()).startsWith("eve has no role;");
    }

    @Test
    void anybodyMayWhatTakesNoRoleAndEverythingWhileThereAreNone() {
        assertThat(ROLES.refuses(List.of(), "eve")).isEmpty();
        assertThat(Directory.NONE.refuses(OPERATING, "eve")).isEmpty();
    }
}
