package io.slipway.config.exchange;

import io.slipway.config.document.ConfigTree;
import io.slipway.config.layer.LayerPath;
import io.slipway.config.layer.Target;

/**
 * A document as Spring ranks it.
 *
 * @param file    the layer that the name of its file speaks of
 * @param layer   the layer it belongs to, which its condition may have narrowed
 * @param section which document of its file it is
 */
record SpringPart(String path, LayerPath file, LayerPath layer, int section, ConfigTree tree)
        implements Comparable<SpringPart> {
    boolean appliesTo(Target target) {
        return layer.appliesTo(target);
    }

    /** The lowest first: a file for a profile beats one for none, then the service's beats the shared one. */
    @Override
    public int compareTo(SpringPart other) {
        int byFile = file.compareTo(other.file);
        int byPath = byFile != 0 ? byFile : path.compareTo(other.path);
        return byPath != 0 ? byPath : Integer.compare(section, other.section);
    }
}
