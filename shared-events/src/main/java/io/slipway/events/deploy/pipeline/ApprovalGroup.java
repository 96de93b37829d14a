package io.slipway.events.deploy.pipeline;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * People of whom enough have to agree. Who is in several groups counts once in each.
 *
 * @param required how many different people
 * @param approvers people who may agree; with no roles either it means anybody
 * @param roles whose members may agree
 */
public record ApprovalGroup(
        String name,
        int required,
        @Nullable List<String> approvers,
        @Nullable List<String> roles) {
    public ApprovalGroup {
        approvers = approvers == null ? List.of() : List.copyOf(approvers);
        roles = roles == null ? List.of() : List.copyOf(roles);
    }
}
