package io.slipway.configclient;

import java.time.Duration;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConfigTest {
    private final Config config = config("""
            {"n": 30, "text-number": "31", "d": 1.5, "on": true, "off": "false", "wait": "250ms", "long": "PT2M", "days": "1d",
             "hosts[0]": "a", "hosts[1]": "b", "empty": [], "word": "hunter2"}""");

    @Test
    void aValueIsReadAsTheApplicationExpectsIt() {
        assertThat(config.integer("n")).isEqualTo(30);
        assertThat(config.integer("text-number")).isEqualTo(31);
        assertThat(config.decimal("d")).isEqualTo(1.5);
        assertThat(config.flag("on")).isTrue();
        assertThat(config.flag("off")).isFalse();
        assertThat(config.duration("wait")).isEqualTo(Duration.ofMillis(250));
        assertThat(config.duration("long")).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.duration("days")).isEqualTo(Duration.ofDays(1));
        assertThat(config.texts("hosts")).containsExactly("a", "b");
        assertThat(config.texts("empty")).isEmpty();
        assertThat(config.text("n")).isEqualTo("30");
    }

    @Test
    void aKeyThatIsNotSetIsWhatTheApplicationSaysInstead() {
        assertThat(config.text("no", "x")).isEqualTo("x");
        assertThat(config.integer("no", 7)).isEqualTo(7);
        assertThat(config.decimal("no", 0.5)).isEqualTo(0.5);
        assertThat(config.flag("no", true)).isTrue();
        assertThat(config.duration("no", Duration.ZERO)).isZero();
        assertThat(config.has("no")).isFalse();
        assertThatThrownBy(() -> config.text("no"))
                .isInstanceOf(ConfigKeyException.class)
                .hasMessageContaining("no is not set in revision r of t");
    }

    @Test
    void aValueOfAnotherTypeIsAnErrorThatDoesNotTellIt() {
        for (Runnable read : new Runnable[] {
            () -> config.integer("word"),
            () -> config.integer("d"),
            () -> config.decimal("word"),
            () -> config.flag("word", true),
            () -> config.duration("word"),
            () -> config.duration("n")
        }) {
            assertThatThrownBy(read::run).isInstanceOf(ConfigKeyException.class).hasMessageNotContaining("hunter2");
        }
    }

    @Property(tries = 50)
    void attemptsBecomeRarerUpToALimit(@ForAll long seed) {
        Backoff backoff = new Backoff(new Random(seed));
        Duration limit = Backoff.FIRST;
        for (int i = 0; i < 12; i++) {
            assertThat(backoff.next()).isBetween(limit.dividedBy(2), limit);
            limit = limit.multipliedBy(2).compareTo(Backoff.LONGEST) > 0 ? Backoff.LONGEST : limit.multipliedBy(2);
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Backoff.FIRST);
    }

    private static Config config(String json) {
        SortedMap<String, JsonNode> values = new TreeMap<>();
        ValuesJson.MAPPER.readTree(json).properties().forEach(value -> values.put(value.getKey(), value.getValue()));
        return new Config(Config.Source.SERVICE, "t", new Known("r", "h", values));
    }
}
