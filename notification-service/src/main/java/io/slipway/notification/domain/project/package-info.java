/** What follows from the events: tasks for workers, and the document behind the HTTP API. */
@NullMarked
package io.slipway.notification.domain.project;

import org.jspecify.annotations.NullMarked;
