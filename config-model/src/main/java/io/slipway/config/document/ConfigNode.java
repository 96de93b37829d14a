package io.slipway.config.document;

import tools.jackson.databind.JsonNode;

/** A value of configuration with the place it stands at. */
public sealed interface ConfigNode permits ConfigObject, ConfigList, ConfigScalar {
    /** Where the value begins. */
    Position position();

    /** The same value in JSON, without positions; untyped text is a string. */
    JsonNode json();

    /** Whether both are the same value, wherever they stand. The order of an object's members does not matter. */
    default boolean sameAs(ConfigNode other) {
        return switch (this) {
            case ConfigScalar scalar -> scalar.sameScalar(other);
            case ConfigList list -> list.sameList(other);
            case ConfigObject object -> object.sameObject(other);
        };
    }
}
