package io.slipway.events.deploy.view;

import java.util.List;

/**
 * Who agreed to a deployment, and who is missing.
 *
 * @param groups of which each has to agree
 * @param withoutRequester whether who asked for the deployment may not agree to it
 */
public record ApprovalView(List<Group> groups, boolean withoutRequester) {
    public ApprovalView {
        groups = List.copyOf(groups);
    }

    /**
     * @param required how many different people
     * @param missing how many still have to agree
     * @param approvedBy who agreed
     * @param mayApprove who may still agree, by name; empty when anybody may, and when nobody is needed any more
     */
    public record Group(String name, int required, int missing, List<String> approvedBy, List<String> mayApprove) {
        public Group {
            approvedBy = List.copyOf(approvedBy);
            mayApprove = List.copyOf(mayApprove);
        }
    }
}
