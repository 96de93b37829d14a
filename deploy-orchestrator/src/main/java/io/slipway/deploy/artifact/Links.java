package io.slipway.deploy.artifact;

import java.nio.file.Path;

/** Where symbolic links may lead. */
final class Links {
    private Links() {}

    /** Whether a link is relative and, read as text, leads to somewhere in the folder. */
    static boolean stayIn(Path folder, Path link, Path to) {
        Path parent = link.getParent();
        return !to.isAbsolute()
                && parent != null
                && parent.resolve(to).normalize().startsWith(folder);
    }
}
