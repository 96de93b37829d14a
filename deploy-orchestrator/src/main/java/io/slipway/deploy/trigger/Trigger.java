package io.slipway.deploy.trigger;

import java.util.Map;
import java.util.Optional;

import io.slipway.events.cdevents.CDEvent;
import io.slipway.events.cdevents.IntegrationContent;
import io.slipway.events.cdevents.SourceContent;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.SourceRef;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.TriggerSpec;

/** Which deployment an event starts. The same event and specification always give the same command. */
final class Trigger {
    private Trigger() {}

    /** Whether any application could want the event. */
    static boolean concerns(CDEvent event) {
        return event.subject().content() instanceof IntegrationContent.ArtifactPublished
                || event.subject().content() instanceof SourceContent.ChangeMerged;
    }

    /** The deployment of an application to its first environment; the first trigger that fits decides. */
    static Optional<DeployCommand.Start> start(CDEvent event, ApplicationSpec application) {
        return application.triggers().stream()
                .flatMap(trigger -> start(event, application.name(), trigger).stream())
                .findFirst();
    }

    private static Optional<DeployCommand.Start> start(CDEvent event, String application, TriggerSpec trigger) {
        return switch (trigger) {
            case TriggerSpec.ArtifactPublished wanted
            when event.subject().content() instanceof IntegrationContent.ArtifactPublished ->
                OciImage.of(event.subject().id())
                        .filter(image -> image.repository().equals(wanted.repository()))
                        .map(image -> new DeployCommand.Start(
                                application,
                                null,
                                image.version(),
                                null,
                                Map.of(wanted.service(), image.reference()),
                                because(event)));
            case TriggerSpec.ChangeMerged wanted
            when event.subject().content() instanceof SourceContent.ChangeMerged merged
                    && merged.repository() != null
                    && merged.repository().id().equals(wanted.repository()) ->
                Optional.of(new DeployCommand.Start(
                        application,
                        null,
                        event.subject().id(),
                        new SourceRef(wanted.url(), wanted.ref(), null),
                        Map.of(),
                        because(event)));
            case TriggerSpec.ArtifactPublished _, TriggerSpec.ChangeMerged _ -> Optional.empty();
        };
    }

    private static String because(CDEvent event) {
        return event.context().type() + " " + event.context().id() + " from "
                + event.context().source();
    }
}
