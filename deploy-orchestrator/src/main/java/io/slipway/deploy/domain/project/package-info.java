/** What follows from the events: tasks, documents, CDEvents. */
@NullMarked
package io.slipway.deploy.domain.project;

import org.jspecify.annotations.NullMarked;
