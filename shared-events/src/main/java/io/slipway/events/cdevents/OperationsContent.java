package io.slipway.events.cdevents;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Incidents and tickets: {@code continuous-operations.md}. */
public sealed interface OperationsContent extends CDEventContent {

    @CDEventType("dev.cdevents.incident.detected.0.3.0")
    record IncidentDetected(
            @Nullable String description,
            Reference environment,
            @Nullable Reference service,
            @Nullable String artifactId)
            implements OperationsContent {
        public IncidentDetected {
            Objects.requireNonNull(environment, "environment is missing");
        }
    }

    @CDEventType("dev.cdevents.incident.reported.0.3.0")
    record IncidentReported(
            @Nullable String description,
            Reference environment,
            String ticketURI,
            @Nullable Reference service,
            @Nullable String artifactId)
            implements OperationsContent {
        public IncidentReported {
            Objects.requireNonNull(environment, "environment is missing");
            Objects.requireNonNull(ticketURI, "ticketURI is missing");
        }
    }

    @CDEventType("dev.cdevents.incident.resolved.0.3.0")
    record IncidentResolved(
            @Nullable String description,
            Reference environment,
            @Nullable Reference service,
            @Nullable String artifactId)
            implements OperationsContent {
        public IncidentResolved {
            Objects.requireNonNull(environment, "environment is missing");
        }
    }

    @CDEventType("dev.cdevents.ticket.created.0.2.0")
    record TicketCreated(
            String summary,
            @Nullable String ticketType,
            @Nullable String group,
            String creator,
            @Nullable List<String> assignees,
            @Nullable String priority,
            @Nullable List<String> labels,
            @Nullable String milestone,
            String uri)
            implements OperationsContent {
        public TicketCreated {
            Objects.requireNonNull(summary, "summary is missing");
            Objects.requireNonNull(creator, "creator is missing");
            Objects.requireNonNull(uri, "uri is missing");
        }
    }

    @CDEventType("dev.cdevents.ticket.updated.0.2.0")
    record TicketUpdated(
            @Nullable String summary,
            @Nullable String ticketType,
            @Nullable String group,
            @Nullable String creator,
            @Nullable List<String> assignees,
            @Nullable String priority,
            @Nullable List<String> labels,
            @Nullable String milestone,
            @Nullable String updatedBy,
            String uri)
            implements OperationsContent {
        public TicketUpdated {
            Objects.requireNonNull(uri, "uri is missing");
        }
    }

    @CDEventType("dev.cdevents.ticket.closed.0.2.0")
    record TicketClosed(
            @Nullable String summary,
            @Nullable String ticketType,
            @Nullable String group,
            @Nullable String creator,
            @Nullable List<String> assignees,
            @Nullable String priority,
            @Nullable List<String> labels,
            @Nullable String milestone,
            String uri,
            String resolution,
            @Nullable String updatedBy)
            implements OperationsContent {
        public TicketClosed {
            Objects.requireNonNull(uri, "uri is missing");
            Objects.requireNonNull(resolution, "resolution is missing");
        }
    }
}
