package dev.flyball.optimizer.topology;

import dev.flyball.schemas.ActionScore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps the newest score of each part of each optimizer, so that everybody goes by what anybody has measured. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class RememberScores implements Processor<String, @Nullable ActionScore, Void, Void> {
    private KeyValueStore<String, ActionScore> scores;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        scores = context.getStateStore(OptimizerTopology.ALL_SCORES);
    }

    @Override
    public void process(Record<String, @Nullable ActionScore> record) {
        ActionScore score = record.value();
        if (score != null) {
            scores.put(score.key(), score);
        } else if (record.key() != null) {
            scores.delete(record.key());
        }
    }
}
