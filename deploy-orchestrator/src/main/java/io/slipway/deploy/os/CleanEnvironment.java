package io.slipway.deploy.os;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment commands of users get: what every program needs and nothing else, so that no secret of Slipway's own
 * environment reaches them and a build does not depend on who started Slipway.
 */
public final class CleanEnvironment {
    private static final List<String> PASSED_ON = List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "USER");

    private CleanEnvironment() {}

    public static Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : PASSED_ON) {
            String value = System.getenv(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        return variables;
    }
}
