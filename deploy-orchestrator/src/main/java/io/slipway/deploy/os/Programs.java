package io.slipway.deploy.os;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Where programs are. */
public final class Programs {
    private Programs() {}

    /**
     * Whether a program is there to be run: by its path, relative to the folder it is run in, or by its name on the
     * {@code PATH} of its environment.
     */
    public static boolean exists(String program, Path folder, Map<String, String> environment) {
        try {
            if (program.contains("/")) {
                return isProgram(folder.resolve(program));
            }
            String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
            return Arrays.stream(path.split(File.pathSeparator))
                    .anyMatch(each -> isProgram(folder.resolve(each).resolve(program)));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
