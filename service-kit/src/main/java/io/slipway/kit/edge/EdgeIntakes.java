package io.slipway.kit.edge;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

import io.slipway.events.Topic;

/**
 * The running inputs of this process. A paused one stays a live member of its group, so that others can join and leave
 * meanwhile, and a function that is full need not block its consumer.
 */
public final class EdgeIntakes {
    /** What an input does. */
    public enum State {
        RUNNING,
        PAUSED,
        /** It ended and nobody asked it to: it was fenced off or may not read. */
        BROKEN,
        STOPPED
    }

    private record Key(String topic, String group) {}

    private final Map<Key, AbstractMessageListenerContainer<?, ?>> containers = new ConcurrentHashMap<>();

    void add(String topic, String group, AbstractMessageListenerContainer<?, ?> container) {
        containers.put(new Key(topic, group), container);
    }

    /** After the record at hand the function gets no more of this topic. Without effect before the binding is there. */
    public void pause(Topic topic, String group) {
        AbstractMessageListenerContainer<?, ?> container = find(topic, group);
        if (container != null) {
            container.pause();
        }
    }

    /** The function gets records again. */
    public void resume(Topic topic, String group) {
        AbstractMessageListenerContainer<?, ?> container = find(topic, group);
        if (container != null) {
            container.resume();
        }
    }

    /** Each input, as {@code topic group}, with what it does. */
    public Map<String, State> states() {
        Map<String, State> states = new TreeMap<>();
        containers.forEach((key, container) -> states.put(key.topic() + " " + key.group(), state(container)));
        return states;
    }

    private @Nullable AbstractMessageListenerContainer<?, ?> find(Topic topic, String group) {
        return containers.get(new Key(topic.name(), group));
    }

    private static State state(AbstractMessageListenerContainer<?, ?> container) {
        if (!container.isInExpectedState()) {
            return State.BROKEN;
        }
        if (!container.isRunning()) {
            return State.STOPPED;
        }
        return container.isPauseRequested() ? State.PAUSED : State.RUNNING;
    }
}
