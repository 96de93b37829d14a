package io.slipway.events.backup.runbook;

import java.util.List;

import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.view.BackupView.PolicyView;

/** The same with other people's programs. */
record ResticSteps(String application, String environment, List<PolicyView> policies) {

    void write(Page page) {
        page.paragraph("## Without Slipway")
                .paragraph("The repository is restic's. With restic and MongoDB's own tools alone:");
        for (PolicyView policy : policies) {
            Place place = new Place(policy.spec().repository());
            page.code(RecoverySteps.inOrder(policy)
                    .map(source -> command(place, source))
                    .toList());
        }
        if (policies.stream()
                .flatMap(policy -> policy.spec().sources().stream())
                .anyMatch(BackupSource.Kafka.class::isInstance)) {
            page.paragraph("Topics that restic restores are files, which only Slipway puts back into a cluster.");
        }
    }

    private String command(Place place, BackupSource source) {
        String tags = "--tag application=" + application + ",environment=" + environment + ",source=" + source.name();
        return switch (source) {
            case BackupSource.Mongodb _ ->
                place.restic() + " dump " + tags
                        + " latest dump.archive | mongorestore --uri \"$MONGODB_URI\" --archive --oplogReplay";
            case BackupSource.Files _ -> place.restic() + " restore latest " + tags + " --target /";
            case BackupSource.Command command ->
                place.restic() + " dump " + tags + " latest " + Shell.quoted("/" + command.file()) + " > "
                        + Shell.quoted(command.file());
            case BackupSource.Kafka kafka ->
                place.restic() + " restore latest " + tags + " --target /restored/" + kafka.name();
        };
    }
}
