package io.slipway.config.secret;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes every secret as its mask. */
final class MaskedSerializer extends StdSerializer<SecretValue> {
    MaskedSerializer() {
        super(SecretValue.class);
    }

    @Override
    public void serialize(SecretValue value, JsonGenerator generator, SerializationContext context) {
        generator.writeString(SecretValue.MASK);
    }
}
