package io.slipway.notification.channel;

/** A setting that must not be seen: it shows itself only to who asks for it by name. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Also how Spring makes one of a setting. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
