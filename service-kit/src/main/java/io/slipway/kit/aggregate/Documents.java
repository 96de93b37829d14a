package io.slipway.kit.aggregate;

import java.util.Map;

import io.slipway.events.Document;

/**
 * The documents that show an aggregate's state. Pure.
 *
 * @param <S> the aggregate's state
 */
@FunctionalInterface
public interface Documents<S> {
    /**
     * The documents that changed on the way from one state to another, by key.
     *
     * @param revision of the aggregate after the change; what the documents carry as {@link Document#revision()}
     */
    Map<String, Document> changed(S before, S after, long revision);
}
