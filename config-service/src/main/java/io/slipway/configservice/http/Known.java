package io.slipway.configservice.http;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.serve.ConfigReads;
import io.slipway.configservice.serve.Instance;
import io.slipway.configservice.serve.RevisionSnapshot;
import io.slipway.configservice.serve.Served;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.events.config.view.ConfigView.RevisionView;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** What a request names; what is not there is a problem that says so. */
public final class Known {
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern REVISION = Pattern.compile("[0-9a-f]{7,64}");
    private static final int WHOLE = 64;
    private static final int LONGEST_TEXT = 1000;

    private final ConfigReads reads;

    public Known(ConfigReads reads) {
        this.reads = reads;
    }

    /** A name that can be one, whether or not there is such an application yet. */
    static String name(String application) {
        if (!NAME.matcher(application).matches()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "There is no application of this name.");
        }
        return application;
    }

    ConfigView application(String name) {
        return reads.view(name)
                .orElseThrow(() -> missing("There is no configuration of an application " + printable(name) + "."));
    }

    EnvironmentView environment(String application, String environment) {
        application(application);
        return reads.environment(application, environment)
                .orElseThrow(() -> missing("The configuration of " + application + " declares no environment "
                        + printable(environment) + "."));
    }

    /** A whole id, or the beginning of one with at least 7 digits that fits only one revision. */
    String revision(ConfigView view, String text) {
        if (!REVISION.matcher(text).matches()) {
            throw ProblemException.malformed("revision", "7 to 64 hexadecimal digits are expected");
        }
        if (text.length() == WHOLE) {
            return text;
        }
        List<String> found = view.history().stream()
                .map(RevisionView::id)
                .filter(id -> id.startsWith(text))
                .toList();
        if (found.size() > 1) {
            throw ProblemException.malformed("revision", text + " is the beginning of several revisions");
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> missing("There is no revision " + text + " of " + view.application() + "."));
    }

    ConfigRevisionView content(ConfigView view, String text) {
        String id = revision(view, text);
        return reads.revision(view.application(), id)
                .orElseThrow(() -> missing("There is no revision " + id + " of " + view.application() + "."));
    }

    RevisionSnapshot snapshot(ConfigView view, String text) {
        String id = revision(view, text);
        return reads.snapshot(view.application(), id)
                .orElseThrow(() -> missing("There is no revision " + id + " of " + view.application() + "."));
    }

    /**
     * What an instance gets.
     *
     * @param revision null for what its environment has
     */
    Served served(String application, String environment, Instance instance, @Nullable String revision) {
        environment(application, environment);
        if (revision != null) {
            return snapshot(application(application), revision)
                    .served(environment, instance.service(), instance.group());
        }
        return reads.served(application, environment, instance)
                .orElseThrow(() -> missing("No revision of " + application + " is in " + environment + " yet."));
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

    private static String printable(String name) {
        return NAME.matcher(name).matches() ? name : "of this name";
    }

    static ProblemException missing(String detail) {
        return new ProblemException(ProblemCode.NOT_FOUND, detail);
    }
}
