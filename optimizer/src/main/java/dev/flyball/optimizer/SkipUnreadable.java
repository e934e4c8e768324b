package dev.flyball.optimizer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Skips records that cannot be read, and says so ever more rarely: with the 1st, 2nd, 4th, 8th ... of them. Kafka Streams
 * counts all of them in its metric {@code dropped-records-total}.
 */
public final class SkipUnreadable implements DeserializationExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SkipUnreadable.class);

    private final AtomicLong skipped = new AtomicLong();

    @Override
    public void configure(Map<String, ?> config) {}

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        long number = skipped.incrementAndGet();
        if (Long.bitCount(number) == 1) {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("skipped", number)
                    .addKeyValue("fault", exception.getMessage())
                    .log("skipping a record that cannot be read");
        }
        return Response.resume(List.of());
    }
}
