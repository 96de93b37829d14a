package io.slipway.backup.repository.json;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.DamagedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The small files of a repository. */
class JsonObjectTest {
    @Test
    void readsWhatItWrote() throws DamagedException {
        byte[] json = new JsonObjectWriter()
                .text("name", "Ä\"\n")
                .text("nothing", null)
                .number("count", Long.MAX_VALUE)
                .flag("right", true)
                .texts("tags", List.of("a", ""))
                .bytes("data", new byte[] {0, -1, 127})
                .begin("inner")
                .number("n", -1)
                .end()
                .finish();

        JsonObject object = JsonObject.parse(json);

        assertThat(object.text("name")).isEqualTo("Ä\"\n");
        assertThat(object.text("nothing")).isNull();
        assertThat(object.textOrEmpty("nothing")).isEmpty();
        assertThat(object.number("count")).isEqualTo(Long.MAX_VALUE);
        assertThat(object.flag("right")).isTrue();
        assertThat(object.texts("tags")).containsExactly("a", "");
        assertThat(object.bytes("data")).containsExactly(0, -1, 127);
        assertThat(object.object("inner")).isNotNull();
        assertThat(object.object("inner").number("n")).isEqualTo(-1);
    }

    @Test
    void takesWhatIsNullOrUnknownForNotThere() throws DamagedException {
        JsonObject object = parse("{\"a\":null,\"unknown\":{\"x\":[1,[2],{}]},\"pi\":3.14,\"b\":7}");

        assertThat(object.number("a")).isZero();
        assertThat(object.flag("a")).isFalse();
        assertThat(object.texts("a")).isEmpty();
        assertThat(object.number("b")).isEqualTo(7);
    }

    @Test
    void saysWhichFieldIsWrong() throws DamagedException {
        JsonObject object = parse("{\"N\":\"many\",\"tags\":[1],\"salt\":\"***\",\"p\":99999999999}");

        assertThatThrownBy(() -> object.number("N"))
                .isInstanceOf(DamagedException.class)
                .hasMessage("'N' is not a number");
        assertThatThrownBy(() -> object.texts("tags")).hasMessage("'tags' is not a list of strings");
        assertThatThrownBy(() -> object.bytes("salt")).hasMessage("'salt' is not in Base64");
        assertThatThrownBy(() -> object.smallNumber("p")).hasMessage("'p' is 99999999999, which is out of range");
        assertThatThrownBy(() -> object.required("time")).hasMessage("it has no 'time'");
    }

    @Test
    void refusesWhatIsNoObject() {
        for (String json : List.of("", "[]", "7", "{", "{\"a\":[", "{\"a\":99999999999999999999}", "\u0000")) {
            assertThatThrownBy(() -> parse(json)).as(json).isInstanceOf(DamagedException.class);
        }
    }

    private static JsonObject parse(String json) throws DamagedException {
        return JsonObject.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
