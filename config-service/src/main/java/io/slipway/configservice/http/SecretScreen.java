package io.slipway.configservice.http;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.domain.decide.SourceCheck;
import io.slipway.configservice.domain.state.Evolution;
import io.slipway.configservice.serve.ConfigReads;
import io.slipway.events.Command;
import io.slipway.events.Refusal;
import io.slipway.events.config.ConfigCommand.Commit;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.kit.http.CommandScreen;
import io.slipway.kit.http.ProblemException;

/**
 * Refuses a change that the decider would refuse before it is on a topic: what breaks the checks may break them because there
 * is a secret in the clear in it, and a topic keeps it.
 */
public final class SecretScreen implements CommandScreen {
    private final SourceCheck check;
    private final ConfigReads reads;

    public SecretScreen(SourceCheck check, ConfigReads reads) {
        this.check = check;
        this.reads = reads;
    }

    @Override
    public void screen(Command command) {
        if (command instanceof Commit commit) {
            screen(commit);
        }
    }

    private void screen(Commit commit) {
        Map<String, String> before = before(commit);
        Map<String, String> after = Evolution.changed(commit.whole() ? Map.of() : before, commit.changes());
        SourceCheck.Existing existing = new SourceCheck.Existing(before, reads.keys(commit.application()));
        if (check.check(commit.application(), after, existing) instanceof SourceCheck.Broken(var violations)) {
            throw new ProblemException(new Refusal(
                    Refusal.Code.INVALID,
                    "the change would break the configuration"
                            + (violations.size() == 1 ? "" : " in " + violations.size() + " places"),
                    violations));
        }
    }

    /** What cannot be looked at does not get in either. */
    private Map<String, String> before(Commit commit) {
        @Nullable String expected = commit.expected();
        if (expected == null) {
            reads.view(commit.application()).map(ConfigView::head).ifPresent(head -> {
                throw conflict("the newest revision is " + head + "; say that the change was made on it");
            });
            return Map.of();
        }
        return reads.revision(commit.application(), expected)
                .map(ConfigRevisionView::documents)
                .orElseThrow(() -> conflict("the change was made on a revision that is not known here"));
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(Refusal.of(Refusal.Code.CONFLICT, detail));
    }
}
