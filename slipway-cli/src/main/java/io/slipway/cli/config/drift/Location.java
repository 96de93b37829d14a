package io.slipway.cli.config.drift;

import java.io.IOException;
import java.util.List;

/** Where configuration is in use. */
public interface Location {
    /** For people. */
    String name();

    /** What is there and should not be, or the other way round. */
    List<Difference> compare(Desired desired) throws IOException;

    /**
     * Puts there what should be there.
     *
     * @return false when that cannot be done from outside
     */
    boolean mend(Desired desired) throws IOException;
}
