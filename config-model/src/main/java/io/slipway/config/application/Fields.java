package io.slipway.config.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Position;

/** The members of one object of a declaration; what is not as expected becomes a fault at its place. */
final class Fields {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(s|m|h|d)");
    private static final Duration LONGEST = Duration.ofDays(7);

    private final String path;
    private final ConfigObject object;
    private final List<Fault> faults;

    Fields(String path, ConfigObject object, List<Fault> faults) {
        this.path = path;
        this.object = object;
        this.faults = faults;
    }

    /** What it reads. */
    ConfigObject node() {
        return object;
    }

    /** Its key within the document. */
    String key() {
        return path;
    }

    boolean has(String name) {
        return object.get(name).isPresent();
    }

    /** The objects of a list; none when it is not there. */
    List<Fields> objects(String name, int most) {
        List<Fields> found = new ArrayList<>();
        List<ConfigNode> elements = list(name, most);
        for (int i = 0; i < elements.size(); i++) {
            String at = at(name) + "[" + i + "]";
            if (elements.get(i) instanceof ConfigObject element) {
                found.add(new Fields(at, element, faults));
            } else {
                faults.add(Fault.at(elements.get(i).position(), at, "an object is expected"));
            }
        }
        return found;
    }

    /** One object; empty when it is not there, or is none, which is then a fault. */
    Optional<Fields> object(String name) {
        Optional<ConfigNode> value = object.get(name);
        if (value.isPresent() && !(value.get() instanceof ConfigObject)) {
            fault(name, "an object is expected");
        }
        return value.filter(ConfigObject.class::isInstance)
                .map(node -> new Fields(at(name), (ConfigObject) node, faults));
    }

    /** The texts of a list; none when it is not there. */
    List<String> texts(String name, int most, Pattern pattern, String expected) {
        List<String> found = new ArrayList<>();
        List<ConfigNode> elements = list(name, most);
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof ConfigScalar scalar
                    && pattern.matcher(scalar.text()).matches()) {
                found.add(scalar.text());
            } else {
                faults.add(Fault.at(elements.get(i).position(), at(name) + "[" + i + "]", expected));
            }
        }
        return found;
    }

    /** Empty when it is not there, or is wrong, which is then a fault. */
    Optional<String> text(String name, Pattern pattern, String expected) {
        Optional<ConfigNode> value = object.get(name);
        Optional<String> text = value.filter(ConfigScalar.class::isInstance)
                .map(node -> ((ConfigScalar) node).text())
                .filter(written -> pattern.matcher(written).matches());
        if (value.isPresent() && text.isEmpty()) {
            fault(name, expected);
        }
        return text;
    }

    /** -1 when it is wrong. */
    int number(String name, int least, int most) {
        Optional<String> text = text(
                name, Pattern.compile("[0-9]{1,6}"), "a whole number from " + least + " to " + most + " is expected");
        if (text.isEmpty()) {
            return -1;
        }
        int number = Integer.parseInt(text.get());
        if (number < least || number > most) {
            fault(name, "is " + number + ", expected " + least + " to " + most);
            return -1;
        }
        return number;
    }

    /** Empty when it is wrong or missing, which both are faults. */
    Optional<Duration> duration(String name) {
        String expected = "a duration like 90s, 10m or 2h is expected, at most 7d";
        if (!has(name)) {
            fault(name, "is missing; " + expected);
            return Optional.empty();
        }
        return text(name, DURATION, expected).map(Fields::parse).filter(time -> {
            if (time.compareTo(LONGEST) > 0) {
                fault(name, expected);
            }
            return time.compareTo(LONGEST) <= 0;
        });
    }

    /** A member that nobody reads is most likely misspelt. */
    void nothingElse(String... known) {
        Set<String> names = Set.of(known);
        object.members().keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> fault(name, "is not known; expected " + String.join(", ", known)));
    }

    void fault(String name, String message) {
        ConfigObject.Member member = object.members().get(name);
        Position position = member == null ? object.position() : member.at();
        faults.add(Fault.at(position, at(name), message));
    }

    private List<ConfigNode> list(String name, int most) {
        Optional<ConfigNode> value = object.get(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof ConfigList(List<ConfigNode> elements, Position ignored))) {
            fault(name, "a list is expected");
            return List.of();
        }
        if (elements.size() > most) {
            fault(name, "has " + elements.size() + " elements, expected at most " + most);
            return List.of();
        }
        return elements;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static Duration parse(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " is no duration");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
