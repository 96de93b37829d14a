package io.slipway.events.deploy.pipeline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A CDEvent from outside that starts a deployment to the first environment. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TriggerSpec.ArtifactPublished.class, name = "artifactPublished"),
    @JsonSubTypes.Type(value = TriggerSpec.ChangeMerged.class, name = "changeMerged")
})
public sealed interface TriggerSpec {

    /**
     * {@code dev.cdevents.artifact.published} of an image.
     *
     * @param service the prebuilt service it is the artifact of
     * @param repository of the image, for example {@code registry.example.org/shop/web}: images of others start nothing
     */
    record ArtifactPublished(String service, String repository) implements TriggerSpec {}

    /**
     * {@code dev.cdevents.change.merged}.
     *
     * @param repository its id, as the event says it
     * @param url what is cloned
     * @param ref what is built of it: the branch changes are merged into
     */
    record ChangeMerged(String repository, String url, String ref) implements TriggerSpec {}
}
