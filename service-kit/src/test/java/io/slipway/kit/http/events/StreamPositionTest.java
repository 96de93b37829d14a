package io.slipway.kit.http.events;

import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import io.slipway.events.Topics;
import io.slipway.kit.http.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StreamPositionTest {
    private static final String EVENTS = Topics.DEPLOY_EVENTS.name();

    @Test
    void itsTextIsReadBackAsItWas() {
        StreamPosition position = StreamPosition.of(Map.of(partition(0), 4L, partition(1), 0L, partition(2), 17L));
        assertThat(position).hasToString("deploy.events=4.0.17");
        assertThat(StreamPosition.parse(position.toString(), Set.of(EVENTS)).offsets())
                .isEqualTo(position.offsets());
    }

    @Test
    void aRecordIsHandedOutOnce() {
        StreamPosition position = StreamPosition.of(Map.of(partition(0), 4L));
        assertThat(position.advance(partition(0), 3)).isFalse();
        assertThat(position.advance(partition(0), 4)).isTrue();
        assertThat(position.advance(partition(0), 4)).isFalse();
        assertThat(position.advance(partition(0), 9)).isTrue();
        assertThat(position).hasToString("deploy.events=10");
    }

    @Test
    void topicsTheClientDoesNotReadAnyMoreAreForgotten() {
        assertThat(StreamPosition.parse("deploy.events=1.2;cdevents=3", Set.of(EVENTS))
                        .offsets())
                .containsOnlyKeys(partition(0), partition(1));
    }

    @Test
    void whatIsNoPositionIsAProblem() {
        for (String text : new String[] {"", ";", "=", "deploy.events", "deploy.events=", "deploy.events=1.x", "a=1"}) {
            assertThatThrownBy(() -> StreamPosition.parse(text, Set.of(EVENTS)))
                    .as(text)
                    .isInstanceOf(ProblemException.class);
        }
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(EVENTS, number);
    }
}
