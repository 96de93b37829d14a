package io.slipway.kit.worker;

/** The tap between the tasks topic and a worker. */
interface Intake {
    /** After the offer at hand none comes any more. */
    void pause();

    /** Offers come again. */
    void resume();
}
