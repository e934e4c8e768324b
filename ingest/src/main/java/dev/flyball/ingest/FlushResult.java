package dev.flyball.ingest;

/**
 * How a flush ended; the counts are totals since the publisher was started, so that two flushes can be compared.
 *
 * @param complete whether the fate of every sample published before the flush is known
 * @param sent samples that Kafka has acknowledged
 * @param failed samples that Kafka did not take
 * @param dropped samples that were never handed to Kafka: queue full, invalid, closed
 */
public record FlushResult(boolean complete, long sent, long failed, long dropped) {
    static FlushResult of(boolean complete, PublisherStats stats) {
        long failed = stats.dropped(DropReason.SEND_FAILED);
        return new FlushResult(complete, stats.sent(), failed, stats.lost() - failed);
    }
}
