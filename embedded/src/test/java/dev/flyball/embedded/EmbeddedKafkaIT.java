package dev.flyball.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    @Test
    void whatWasWrittenIsThereAgainAfterARestartOnTheSameFolderAndPort(@TempDir Path data) throws Exception {
        // given
        EmbeddedKafka.Settings settings = EmbeddedKafka.Settings.DEFAULT.withDataFolder(data);
        int port;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(settings)) {
            createTopic(kafka, "words");
            write(kafka, "words", "before");
            assertThat(read(kafka, "words", 1)).containsExactly("before");
            port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
        }

        // when
        try (EmbeddedKafka kafka = EmbeddedKafka.start(settings.withPort(port))) {
            write(kafka, "words", "after");

            // then
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(read(kafka, "words", 2)).containsExactly("before", "after");
        }
        assertThat(data).isNotEmptyDirectory();
    }

    @Test
    void aTemporaryFolderGoesWithTheBroker() {
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT);
        assertThat(kafka.dataFolder()).isNotEmptyDirectory();

        kafka.close();
        kafka.close();

        assertThat(kafka.dataFolder()).doesNotExist();
    }

    @Test
    void aTakenPortIsSaidSo() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedKafka.Settings settings = EmbeddedKafka.Settings.DEFAULT.withPort(other.getLocalPort());

            assertThatThrownBy(() -> EmbeddedKafka.start(settings))
                    .isInstanceOfSatisfying(
                            PortTakenException.class, e -> assertThat(e.port()).isEqualTo(other.getLocalPort()));
        }
    }

    @Test
    void aSettingThatTheBrokerRefusesDoesNotEndTheJvm() {
        EmbeddedKafka.Settings settings =
                EmbeddedKafka.Settings.DEFAULT.withBrokerProperties(Map.of("num.io.threads", "none"));

        assertThatThrownBy(() -> EmbeddedKafka.start(settings)).hasMessageContaining("num.io.threads");
    }

    private static void createTopic(EmbeddedKafka kafka, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void write(EmbeddedKafka kafka, String topic, String word) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, word)).get();
        }
    }

    /** Through a group, so that the broker's own topics have to work too. */
    private static List<String> read(EmbeddedKafka kafka, String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "reader-of-" + count,
                "auto.offset.reset",
                "earliest");
        List<String> words = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            for (int i = 0; i < 100 && words.size() < count; i++) {
                consumer.poll(Duration.ofMillis(200)).forEach(word -> words.add(word.value()));
            }
        }
        return words;
    }
}
