package io.slipway.backupservice.http;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.view.BackupRunsView;
import io.slipway.events.backup.view.BackupRunsView.RunView;
import io.slipway.events.backup.view.BackupView;
import io.slipway.events.backup.view.BackupView.LegalHoldView;
import io.slipway.events.backup.view.BackupView.PolicyView;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.view.ViewStore;

/** What the parts of a request name, or a problem where there is no such thing. */
public final class Known {
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final int LONGEST_TEXT = 1000;

    private final ViewStore store;

    public Known(ViewStore store) {
        this.store = store;
    }

    /** All applications that have, or had, policies, by name. */
    List<BackupView> applications() {
        return store.all(BackupView.class).stream()
                .sorted(Comparator.comparing(BackupView::application))
                .toList();
    }

    BackupView application(String name) {
        return store.find(BackupView.key(name), BackupView.class)
                .orElseThrow(() -> missing("There are no backups of an application " + printable(name) + "."));
    }

    BackupPolicy policy(String application, String name) {
        return policy(application(application), name).spec();
    }

    private static PolicyView policy(BackupView view, String name) {
        return view.policies().stream()
                .filter(policy -> policy.spec().name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        missing("There is no backup policy " + printable(name) + " of " + view.application() + "."));
    }

    /** The legal hold of a snapshot that the service knows of, under whichever of its names. */
    Optional<LegalHoldView> hold(String application, String policy, StoredSnapshot snapshot) {
        return application(application).legalHolds().stream()
                .filter(hold -> hold.policy().equals(policy) && snapshot.isCalled(ObjectId.parse(hold.snapshot())))
                .findFirst();
    }

    BackupRunsView runs(String application) {
        application(application);
        return store.find(BackupRunsView.key(application), BackupRunsView.class)
                .orElseGet(() -> new BackupRunsView(application, 0, List.of()));
    }

    RunView run(String application, String id) {
        return runs(application).runs().stream()
                .filter(run -> run.id().equals(id))
                .findFirst()
                .orElseThrow(() -> missing("There is no run of this id, or it is too long ago."));
    }

    static String needed(String field, @Nullable String value) {
        String text = text(field, value);
        if (text == null || text.isBlank()) {
            throw ProblemException.malformed(field, "is missing");
        }
        return text;
    }

    static @Nullable String text(String field, @Nullable String value) {
        if (value != null && value.length() > LONGEST_TEXT) {
            throw ProblemException.malformed(field, "at most " + LONGEST_TEXT + " characters are expected");
        }
        return value;
    }

    static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static String printable(String name) {
        return NAME.matcher(name).matches() ? name : "of this name";
    }

    static ProblemException missing(String detail) {
        return new ProblemException(ProblemCode.NOT_FOUND, detail);
    }
}
