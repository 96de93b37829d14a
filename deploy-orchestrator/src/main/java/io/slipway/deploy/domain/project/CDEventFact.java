package io.slipway.deploy.domain.project;

import io.slipway.events.cdevents.CDEventContent;

/** What is to be said about a subject. */
record CDEventFact(String subject, CDEventContent content) {}
