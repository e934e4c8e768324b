package dev.flyball.loadgen.scenario;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Draws the requests of a scenario. What the n-th request is depends on the seed and on n alone, so it does not change
 * when an earlier one could not be sent.
 */
public final class RequestMix {
    private final Scenario scenario;
    private final double[] weights;

    public RequestMix(Scenario scenario) {
        this.scenario = scenario;
        weights = new double[scenario.requests().size()];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += scenario.requests().get(i).weight();
            weights[i] = sum;
        }
    }

    public Request draw(long sequence, Phase phase, Instant due) {
        RandomGenerator random = Seed.of(scenario.seed(), sequence);
        RequestTemplate template = scenario.requests().get(Variable.indexOf(random, weights));
        String user = "u-" + random.nextInt(scenario.users());
        Map<String, String> values = new TreeMap<>();
        for (String name : template.variables().keySet().stream().sorted().toList()) {
            Variable variable = template.variables().get(name);
            if (variable != null) {
                values.put(name, variable.draw(random));
            }
        }
        return new Request(sequence, phase, template, values, user, due);
    }
}
