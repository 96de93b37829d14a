package io.slipway.events.cdevents;

/** {@code subject.content} of a CDEvent. Every concrete content but {@link OtherContent} has a {@link CDEventType}. */
public sealed interface CDEventContent
        permits PipelineContent,
                SourceContent,
                IntegrationContent,
                TestContent,
                DeploymentContent,
                OperationsContent,
                SlipwayContent,
                OtherContent {}
