package io.slipway.events.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.slipway.events.CommandReply;
import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.audit.AuditEntry;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.view.BackupRunsView;
import io.slipway.events.backup.view.BackupView;
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
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.notification.NotificationCommand;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.events.notification.view.NotificationsView;
import io.slipway.events.task.TaskLogged;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport;

/** Which message types are on which topic. */
final class TopicContents {
    private static final Map<Topic, List<Class<?>>> ROOTS = roots();

    private TopicContents() {}

    /** Types on a topic, sorted; none for topics of foreign types. */
    static List<String> of(Topic topic) {
        return MessageCatalogue.all().entrySet().stream()
                .filter(type -> ROOTS.getOrDefault(topic, List.of()).stream()
                        .anyMatch(root -> root.isAssignableFrom(type.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Types that are on some topic. */
    static Stream<String> all() {
        return Topics.all().stream().flatMap(topic -> of(topic).stream());
    }

    private static Map<Topic, List<Class<?>>> roots() {
        Map<Topic, List<Class<?>>> roots = new LinkedHashMap<>();
        put(roots, Topics.DEPLOY_COMMANDS, DeployCommand.class, TaskReport.class);
        put(roots, Topics.DEPLOY_EVENTS, DeployEvent.class);
        put(roots, Topics.DEPLOY_TASKS, TaskOffered.class);
        put(roots, Topics.DEPLOY_LOGS, TaskLogged.class);
        put(roots, Topics.DEPLOY_REPLIES, CommandReply.class);
        put(roots, Topics.DEPLOY_VIEWS, ApplicationView.class, DeploymentView.class, DeploymentStatusView.class);
        put(roots, Topics.ALERTS, Alert.class);
        put(roots, Topics.AUDIT, AuditEntry.class);
        put(roots, Topics.NOTIFICATION_COMMANDS, NotificationCommand.class, TaskReport.class);
        put(roots, Topics.NOTIFICATIONS, NotificationEvent.class);
        put(roots, Topics.NOTIFICATION_TASKS, TaskOffered.class);
        put(roots, Topics.NOTIFICATION_REPLIES, CommandReply.class);
        put(roots, Topics.NOTIFICATION_VIEWS, NotificationsView.class);
        put(roots, Topics.CONFIG_COMMANDS, ConfigCommand.class);
        put(roots, Topics.CONFIG_EVENTS, ConfigEvent.class);
        put(roots, Topics.CONFIG_TASKS, TaskOffered.class);
        put(roots, Topics.CONFIG_REPLIES, CommandReply.class);
        put(
                roots,
                Topics.CONFIG_VIEWS,
                ConfigView.class,
                ConfigRevisionView.class,
                ConfigKeysView.class,
                ConfigDriftView.class);
        put(roots, Topics.BACKUP_COMMANDS, BackupCommand.class, TaskReport.class);
        put(roots, Topics.BACKUP_EVENTS, BackupEvent.class);
        put(roots, Topics.BACKUP_TASKS, TaskOffered.class);
        put(roots, Topics.BACKUP_LOGS, TaskLogged.class);
        put(roots, Topics.BACKUP_REPLIES, CommandReply.class);
        put(roots, Topics.BACKUP_VIEWS, BackupView.class, BackupRunsView.class);
        return roots;
    }

    private static void put(Map<Topic, List<Class<?>>> roots, Topic topic, Class<?>... types) {
        roots.put(topic, List.of(types));
    }
}
