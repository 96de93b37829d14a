package io.slipway.deploy.pipeline;

import java.util.ArrayList;
import java.util.List;

import io.slipway.events.Violation;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.ApprovalGroup;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.approval.Quorum;
import io.slipway.kit.yaml.YamlDocument;

import tools.jackson.databind.JsonNode;

import static io.slipway.kit.yaml.YamlDocument.child;

/** Finds approvals that nobody can ever give, in a file that has no other fault. */
final class ApprovalRules {
    private final YamlDocument document;
    private final ApplicationSpec spec;
    private final Directory directory;

    ApprovalRules(YamlDocument document, ApplicationSpec spec, Directory directory) {
        this.document = document;
        this.spec = spec;
        this.directory = directory;
    }

    List<Violation> check() {
        List<Violation> faults = new ArrayList<>();
        for (int i = 0; i < spec.environments().size(); i++) {
            ApprovalSpec approval = spec.environments().get(i).approval();
            JsonNode node =
                    document.root().path("spec").path("environments").path(i).path("approval");
            if (approval != null) {
                check(approval, node, child(child("spec.environments", i), "approval"), faults);
            }
        }
        return faults;
    }

    private void check(ApprovalSpec approval, JsonNode node, String path, List<Violation> faults) {
        boolean grouped = node.has("groups") && !node.path("groups").isEmpty();
        if (grouped && (node.has("required") || node.has("approvers") || node.has("roles"))) {
            faults.add(document.fault(
                    child(path, "groups"), "groups stand alone: put required, approvers and roles into a group"));
            return;
        }
        List<ApprovalGroup> groups = approval.everyGroup();
        for (int i = 0; i < groups.size(); i++) {
            String at =
                    grouped ? child(child(path, "groups"), i) : node.has("required") ? child(path, "required") : path;
            new Quorum(alone(approval, groups.get(i)), directory, null)
                    .fault()
                    .ifPresent(fault -> faults.add(document.fault(at, fault)));
        }
    }

    private static ApprovalSpec alone(ApprovalSpec approval, ApprovalGroup group) {
        return new ApprovalSpec(
                group.required(), List.of(), approval.expires(), null, List.of(group), approval.excludeRequester());
    }
}
