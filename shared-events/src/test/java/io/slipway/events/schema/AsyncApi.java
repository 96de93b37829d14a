package io.slipway.events.schema;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.events.json.Json;
import io.slipway.events.json.MessageCatalogue;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The topics as an AsyncAPI 3.0 document, seen from a client. */
final class AsyncApi {
    private static final String SCHEMAS = "../../shared-events/src/main/resources/schemas/";
    private static final Set<Topic> SENT_BY_CLIENTS = Set.of(Topics.DEPLOY_COMMANDS, Topics.INTAKE);

    private final ObjectNode document = Json.mapper().createObjectNode();

    private AsyncApi() {}

    static ObjectNode document() {
        return new AsyncApi().build();
    }

    private ObjectNode build() {
        document.put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Slipway")
                .put("version", "1")
                .put(
                        "description",
                        "Everything Slipway says and takes on Kafka: CloudEvents 1.0 in binary mode, attributes as"
                                + " ce_ headers, JSON data as the value.")
                .putObject("license")
                .put("name", "Apache-2.0");
        document.put("defaultContentType", "application/json");
        ObjectNode standalone = document.putObject("servers").putObject("standalone");
        standalone.put("host", "127.0.0.1:9480").put("protocol", "kafka");
        standalone.put("description", "The broker of the standalone.");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        for (Topic topic : Topics.all()) {
            channel(channels.putObject(topic.name()), topic);
            operation(operations, topic);
        }
        components(document.putObject("components"));
        return document;
    }

    private void channel(ObjectNode channel, Topic topic) {
        channel.put("address", topic.name());
        channel.put("description", topic.description());
        ObjectNode messages = channel.putObject("messages");
        for (String message : messages(topic)) {
            messages.putObject(message).put("$ref", "#/components/messages/" + message);
        }
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
        kafka.put("topic", topic.name()).put("partitions", topic.partitions());
        ObjectNode configuration = kafka.putObject("topicConfiguration");
        configuration.putArray("cleanup.policy").add(topic.cleanup().name().toLowerCase(Locale.ROOT));
        if (topic.cleanup() == Topic.Cleanup.DELETE) {
            configuration.put("retention.ms", topic.retention().toMillis());
        }
        configuration.put("max.message.bytes", topic.maxMessageBytes());
        kafka.put("bindingVersion", "0.5.0");
    }

    private static List<String> messages(Topic topic) {
        if (topic == Topics.CDEVENTS) {
            return Stream.concat(Stream.of("cdevent"), CustomEvents.all().keySet().stream())
                    .toList();
        }
        List<String> own = TopicContents.of(topic);
        return own.isEmpty() ? List.of("cloudevent") : own;
    }

    private static void operation(ObjectNode operations, Topic topic) {
        String action = SENT_BY_CLIENTS.contains(topic) ? "send" : "receive";
        ObjectNode operation = operations.putObject(action + "." + topic.name());
        operation.put("action", action);
        operation.putObject("channel").put("$ref", "#/channels/" + topic.name());
        ArrayNode messages = operation.putArray("messages");
        messages(topic).stream()
                .filter(message -> action.equals("receive") || sentByClients(message))
                .forEach(message ->
                        messages.addObject().put("$ref", "#/channels/" + topic.name() + "/messages/" + message));
        if (topic.equals(Topics.DEPLOY_COMMANDS)) {
            operation.putObject("reply").putObject("channel").put("$ref", "#/channels/" + Topics.DEPLOY_REPLIES.name());
        }
    }

    /** Reports of workers are on the topic too, and no client's business. */
    private static boolean sentByClients(String message) {
        return MessageCatalogue.find(message)
                .map(MessageCatalogue::isForClients)
                .orElse(true);
    }

    private static void components(ObjectNode components) {
        ObjectNode messages = components.putObject("messages");
        Contract.all().forEach((name, entry) -> {
            ObjectNode message = message(messages, name);
            message.put("title", name)
                    .put("summary", entry.schema().get("description").asString());
            ObjectNode payload = message.putObject("payload");
            payload.put("schemaFormat", "application/schema+json;version=draft-2020-12");
            payload.putObject("schema").put("$ref", SCHEMAS + name + ".schema.json");
        });
        message(messages, "cdevent").put("summary", "A CDEvent 0.5.1, whole, as the data; see cdevents.md.");
        message(messages, "cloudevent")
                .put("summary", "Any CloudEvent or CDEvent that is no type of Slipway's own, with whatever data.")
                .remove("contentType");
        headers(components.putObject("schemas").putObject("cloudEventHeaders"));
    }

    private static ObjectNode message(ObjectNode messages, String name) {
        ObjectNode message = messages.putObject(name);
        message.put("name", name).put("contentType", "application/json");
        message.putObject("headers").put("$ref", "#/components/schemas/cloudEventHeaders");
        message.putObject("correlationId").put("location", "$message.header#/ce_correlationid");
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        kafka.putObject("key").put("type", "string").put("description", "As the channel's description says.");
        kafka.put("bindingVersion", "0.5.0");
        return message;
    }

    private static void headers(ObjectNode schema) {
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("ce_specversion").put("const", "1.0");
        header(properties, "ce_id", "Unique per source; of a command also its idempotency key.");
        header(properties, "ce_source", "Who says it, a URI reference.");
        header(properties, "ce_type", "The message's name.");
        header(properties, "ce_subject", "What it is about: an application, a deployment, a task.");
        header(properties, "ce_time", "When it happened, RFC 3339.");
        header(properties, "ce_correlationid", "One value for everything that follows from one request.");
        header(properties, "ce_causationid", "Id of the command or event that led to this one.");
        header(properties, "ce_actor", "Who wanted it.");
        header(properties, "ce_traceparent", "W3C trace context.");
        header(properties, "content-type", "application/json; of an event from outside, the media type of its data.");
        schema.putArray("required")
                .add("ce_specversion")
                .add("ce_id")
                .add("ce_source")
                .add("ce_type");
    }

    private static void header(ObjectNode properties, String name, String description) {
        properties.putObject(name).put("type", "string").put("description", description);
    }
}
