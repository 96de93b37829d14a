package io.slipway.config.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.pipeline.ApprovalGroup;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;

/** Reads who has to agree to a rollout, in the words of a pipeline's approvals. */
final class ApprovalReader {
    private static final Pattern PERSON = Pattern.compile("[^\\s/]{1,100}");
    private static final String PERSON_EXPECTED = "names without spaces and slashes are expected";
    private static final Pattern BOOLEAN = Pattern.compile("true|false");
    private static final Duration PATIENCE = Duration.ofHours(24);
    private static final int MOST_PEOPLE = 100;
    private static final int MOST_GROUPS = 10;
    private static final int MOST_REQUIRED = 10;

    private ApprovalReader() {}

    static ApprovalSpec read(Fields fields) {
        List<ApprovalGroup> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        fields.objects("groups", MOST_GROUPS).forEach(group -> groups.add(group(group, names)));
        if (!groups.isEmpty() && (fields.has("required") || fields.has("approvers") || fields.has("roles"))) {
            fields.fault("groups", "groups stand alone: put required, approvers and roles into a group");
        }
        Duration expires = fields.has("expires") ? fields.duration("expires").orElse(PATIENCE) : PATIENCE;
        @Nullable
        Boolean excludeRequester = fields.has("excludeRequester")
                ? fields.text("excludeRequester", BOOLEAN, "true or false is expected")
                        .map(Boolean::valueOf)
                        .orElse(null)
                : null;
        ApprovalSpec approval = new ApprovalSpec(
                required(fields),
                people(fields, "approvers"),
                expires,
                people(fields, "roles"),
                groups,
                excludeRequester);
        fields.nothingElse("required", "approvers", "roles", "groups", "expires", "excludeRequester");
        return approval;
    }

    private static ApprovalGroup group(Fields fields, Set<String> earlier) {
        String name = fields.text("name", PERSON, PERSON_EXPECTED).orElse("");
        if (!fields.has("name")) {
            fields.fault("name", "is missing");
        } else if (!earlier.add(name)) {
            fields.fault("name", "two groups have this name");
        }
        ApprovalGroup group =
                new ApprovalGroup(name, required(fields), people(fields, "approvers"), people(fields, "roles"));
        fields.nothingElse("name", "required", "approvers", "roles");
        return group;
    }

    private static int required(Fields fields) {
        return fields.has("required") ? fields.number("required", 1, MOST_REQUIRED) : 1;
    }

    private static List<String> people(Fields fields, String name) {
        return fields.texts(name, MOST_PEOPLE, PERSON, PERSON_EXPECTED);
    }
}
