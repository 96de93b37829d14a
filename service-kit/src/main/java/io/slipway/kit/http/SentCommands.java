package io.slipway.kit.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of the newest commands this instance has sent, so that an unanswered one is not an unknown one. */
final class SentCommands {
    private static final int REMEMBERED = 10_000;

    private final Map<String, Boolean> ids = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized void remember(String id) {
        ids.put(id, true);
    }

    synchronized boolean contains(String id) {
        return ids.containsKey(id);
    }
}
