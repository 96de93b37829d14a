package io.slipway.events.json;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.slipway.events.CommandReply;
import io.slipway.events.ForClients;
import io.slipway.events.ForServices;
import io.slipway.events.Message;
import io.slipway.events.MessageType;
import io.slipway.events.alert.Alert;
import io.slipway.events.audit.AuditEntry;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.view.BackupRunsView;
import io.slipway.events.backup.view.BackupView;
import io.slipway.events.cdevents.CDEvent;
import io.slipway.events.cdevents.CDEventTypes;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.view.ConfigDriftView;
import io.slipway.events.config.view.ConfigKeysView;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.DeploymentStatusView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.notification.NotificationCommand;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.events.notification.view.NotificationsView;
import io.slipway.events.task.TaskLogged;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport;

/** Every message type the platform knows, by its CloudEvents type. */
public final class MessageCatalogue {
    private static final List<Class<? extends Message>> ROOTS = List.of(
            DeployCommand.class,
            DeployEvent.class,
            NotificationCommand.class,
            NotificationEvent.class,
            ConfigCommand.class,
            ConfigEvent.class,
            Alert.class,
            AuditEntry.class,
            TaskReport.class,
            TaskOffered.class,
            TaskLogged.class,
            CommandReply.class,
            ApplicationView.class,
            DeploymentView.class,
            DeploymentStatusView.class,
            NotificationsView.class,
            ConfigView.class,
            ConfigRevisionView.class,
            ConfigKeysView.class,
            ConfigDriftView.class,
            BackupCommand.class,
            BackupEvent.class,
            BackupView.class,
            BackupRunsView.class);

    private static final SortedMap<String, Class<? extends Message>> BY_TYPE = collect();

    private MessageCatalogue() {}

    /** All message types but those of CDEvents, sorted by name. */
    public static Map<String, Class<? extends Message>> all() {
        return BY_TYPE;
    }

    /** The record of a type; every CDEvent is one of {@link CDEvent}, whatever its version. */
    public static Optional<Class<? extends Message>> find(String type) {
        return type.startsWith(CDEventTypes.PREFIX)
                ? Optional.of(CDEvent.class)
                : Optional.ofNullable(BY_TYPE.get(type));
    }

    /** The CloudEvents type of a message record. */
    public static String typeOf(Class<?> message) {
        MessageType type = message.getAnnotation(MessageType.class);
        if (type == null) {
            throw new IllegalArgumentException(message.getName() + " has no @MessageType");
        }
        return type.value();
    }

    /** Whether the record is one of the commands marked {@link ForClients}, and not itself {@link ForServices}. */
    public static boolean isForClients(Class<?> message) {
        return !message.isAnnotationPresent(ForServices.class)
                && Stream.of(message.getInterfaces())
                        .anyMatch(root -> root.isAnnotationPresent(ForClients.class) || isForClients(root));
    }

    private static SortedMap<String, Class<? extends Message>> collect() {
        SortedMap<String, Class<? extends Message>> types = new TreeMap<>();
        ROOTS.stream().flatMap(MessageCatalogue::records).forEach(record -> {
            if (types.put(typeOf(record), record) != null) {
                throw new IllegalStateException("two messages of type " + typeOf(record));
            }
        });
        return Collections.unmodifiableSortedMap(types);
    }

    private static Stream<Class<? extends Message>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(MessageCatalogue::records)
                : Stream.of(type.asSubclass(Message.class));
    }
}
