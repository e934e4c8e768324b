package dev.flyball.processor;

import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Puts a record that cannot be processed aside, into the dead letter topic, and goes on: one bad record must not blind
 * the watchman. What Kafka or a store fails with is no fault of the record, so there the thread fails and begins anew.
 */
public final class PoisonHandler implements ProcessingExceptionHandler {
    private final ProcessingExceptionHandler aside = new LogAndContinueProcessingExceptionHandler();

    @Override
    public void configure(Map<String, ?> configs) {
        aside.configure(configs);
    }

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        return failure instanceof KafkaException ? Response.fail() : aside.handleError(context, record, failure);
    }
}
