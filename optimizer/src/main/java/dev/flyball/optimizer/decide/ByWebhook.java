package dev.flyball.optimizer.decide;

/** What the user's own service does when it is told. */
record ByWebhook() implements Remedy {
    @Override
    public String words() {
        return "call the webhook";
    }
}
