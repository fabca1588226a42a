package dev.eresident.auth.smartid;

import java.util.Optional;

/** How the person's app was reached (Smart-ID RP API v3). */
public enum FlowType {
    /** The app read a QR code from another screen. */
    QR("QR"),
    /** A web page opened the app on the same device. */
    WEB2APP("Web2App"),
    /** Another app opened the app on the same device. */
    APP2APP("App2App"),
    /** The service sent a notification. */
    NOTIFICATION("Notification");

    private final String wireName;

    FlowType(String wireName) {
        this.wireName = wireName;
    }

    /**
     * Returns the name on the wire.
     *
     * @return for example {@code Web2App}
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Tells whether the browser or app comes back by a callback.
     *
     * @return true for Web2App and App2App
     */
    public boolean sameDevice() {
        return this == WEB2APP || this == APP2APP;
    }

    static Optional<FlowType> of(String wireName) {
        for (FlowType flow : values()) {
            if (flow.wireName.equals(wireName)) {
                return Optional.of(flow);
            }
        }
        return Optional.empty();
    }
}
