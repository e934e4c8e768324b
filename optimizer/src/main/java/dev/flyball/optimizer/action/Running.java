package dev.flyball.optimizer.action;

import dev.flyball.optimizer.verify.ArmsWindow;
import dev.flyball.optimizer.verify.Comparison;
import dev.flyball.optimizer.verify.Harm;
import dev.flyball.optimizer.verify.Pulse;
import dev.flyball.optimizer.verify.RedisRail;
import dev.flyball.optimizer.verify.Summary;
import dev.flyball.optimizer.verify.Validity;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.Cohort;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An action on its way: keys are drawn and measured, then treated and compared with the others, and only what is proven to
 * help is given to more of them.
 *
 * @param steps the baseline, and then one step for each stage so far
 * @param redis how Redis has fared meanwhile; null where nobody looks after it
 */
public record Running(
        Action action, List<Step> steps, @Nullable RedisRail redis) implements Progress {
    /** Keys are drawn again, so many times, when the first draw has hardly any requests, or far too many. */
    private static final int MOST_DRAWS = 4;

    private static final double TOO_FEW = 0.75;
    private static final double TOO_MANY = 2.5;

    public Running {
        steps = List.copyOf(steps);
    }

    static Running begin(Action action) {
        return new Running(action, List.of(draw(action, 0)), null);
    }

    /**
     * After a look at Redis; the same object if that tells nothing new.
     *
     * @param pulse empty if Redis told nothing
     * @param now epoch milliseconds
     */
    public Progress guarded(Optional<Pulse> pulse, long now) {
        RedisRail next = (redis == null ? RedisRail.NONE : redis).with(pulse);
        if (next.equals(redis)) {
            return this;
        }
        Running guarded = new Running(action, steps, next);
        return next.breach()
                .<Progress>map(breach -> guarded.end(Verdict.INVALID, breach, now))
                .orElse(guarded);
    }

    @Override
    public Progress on(EndpointMetrics metrics, long now) {
        List<Step> next = steps.stream().map(step -> seen(step, metrics)).toList();
        return next.equals(steps) ? this : new Running(action, next, redis).advance(now);
    }

    /** Keys out of 1000 that are treated now. */
    public int permille() {
        return current().permille();
    }

    /** The number of the step, which grows with each change of what is treated. */
    public int number() {
        return current().number();
    }

    /** The control record that makes the step hold from now on, for another while. */
    public CacheControl steer(NamespaceControl control) {
        return action.steer(control, current());
    }

    /** That the step has begun. */
    public OptimizationResult begun(long now) {
        if (steps.size() == 1) {
            return action.tell(Phase.STARTED, now, action.reason(), Figures.none(0, null));
        }
        Comparison trial = trial();
        String words = permille() / 10 + " % of the keys are treated from now on."
                + (trial.during().isEmpty() ? "" : " " + Summary.of(trial));
        return action.tell(Phase.STAGED, now, words, Figures.of(permille(), null, trial));
    }

    /** Nobody has told for long how the arms fare. */
    public Finished silent(long now) {
        return end(Verdict.INVALID, "No request has told lately which keys it read.", now);
    }

    /** Somebody has ordered to end it. Nothing was learned of its effect. */
    public Finished rolledBack(String words, long now) {
        return end(Verdict.INVALID, words, now);
    }

    /** Somebody else has changed the namespace. */
    public Finished disturbed(String how, long now) {
        return end(Verdict.INVALID, "Somebody else has changed the namespace: " + how + ".", now);
    }

    private Progress advance(long now) {
        return switch (steps.size()) {
            case 1 -> afterBaseline(now);
            case 2 -> afterTrial(now);
            default -> afterWidening(now);
        };
    }

    private Progress afterBaseline(long now) {
        Step baseline = current();
        Comparison standing = comparison(List.of(), baseline.windows());
        if (isBadDraw(standing) && baseline.number() + 1 < MOST_DRAWS) {
            return new Running(action, List.of(draw(action, baseline.number() + 1)), redis);
        }
        boolean isLong = baseline.looks() >= action.staging().baselineLooks();
        if (standing.hasEnough()
                && (isLong || comparison(baseline.windows(), List.of()).isReady())) {
            return next();
        }
        return isOver(baseline)
                ? end(
                        Verdict.INCONCLUSIVE,
                        "Only " + standing.treated().count() + " requests read keys that would be treated, fewer than "
                                + action.staging().minSamples() + ".",
                        now)
                : this;
    }

    /** Of few requests the share says little, and enough of them may come from few keys. */
    private boolean isBadDraw(Comparison standing) {
        Staging staging = action.staging();
        double treated = standing.treated().count();
        double all = treated + standing.control().count();
        double fair = all * staging.permilles().get(0) / 1000;
        boolean isSlow = treated < 2.0 * staging.minSamples() * current().looks();
        return all >= 10L * staging.minSamples() && ((isSlow && treated < TOO_FEW * fair) || treated > TOO_MANY * fair);
    }

    private Progress afterTrial(long now) {
        Comparison trial = trial();
        Optional<String> harm = Harm.of(trial);
        if (harm.isPresent()) {
            return end(Verdict.WORSENED, harm.get(), now);
        }
        if (!trial.hasEnough()) {
            return isOver(current()) ? end(Verdict.INCONCLUSIVE, "Too few requests read treated keys.", now) : this;
        }
        Optional<String> objection = Validity.objection(trial.before(), trial.during());
        if (objection.isPresent()) {
            return end(Verdict.INVALID, objection.get(), now);
        }
        Optional<Verdict> verdict = trial.verdict();
        if (verdict.equals(Optional.of(Verdict.IMPROVED)) && !Harm.isPossible(trial)) {
            return widen(now);
        }
        boolean isNoUse = verdict.isPresent() && verdict.get() != Verdict.IMPROVED;
        return isNoUse || isOver(current()) ? end(isNoUse ? verdict.get() : Verdict.INCONCLUSIVE, "", now) : this;
    }

    /** Other keys than in the baseline, so only harm can be told, and not how large the effect is. */
    private Progress afterWidening(long now) {
        Comparison wider = comparison(List.of(), current().windows());
        Optional<String> harm = Harm.of(wider);
        if (harm.isPresent()) {
            return end(Verdict.WORSENED, "With " + permille() / 10 + " % of the keys: " + harm.get(), now);
        }
        // What has helped one version is not known to help the next one.
        Optional<String> deploy = Validity.deploy(
                steps.stream().flatMap(step -> step.windows().stream()).toList());
        if (deploy.isPresent()) {
            return end(Verdict.INVALID, deploy.get(), now);
        }
        return wider.hasEnough() || isOver(current()) ? widen(now) : this;
    }

    private boolean isOver(Step step) {
        return step.looks() >= action.staging().trialLooks();
    }

    private Progress widen(long now) {
        return steps.size() <= action.staging().permilles().size() ? next() : end(Verdict.IMPROVED, "", now);
    }

    private Running next() {
        int permille = action.staging().permilles().get(steps.size() - 1);
        List<Step> next = new ArrayList<>(steps);
        // The salt stays: the keys that are treated already belong to those that are from now on.
        next.add(new Step(number() + 1, permille, new Cohort(permille, salt()), List.of()));
        return new Running(action, next, redis);
    }

    private Finished end(Verdict verdict, String words, long now) {
        Comparison trial = trial();
        String summary = trial.during().isEmpty() ? "" : Summary.of(trial);
        String reason = Stream.of(words, summary, guard())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        int permille = verdict == Verdict.IMPROVED ? 1000 : permille();
        return new Finished(action, verdict, number() + 1, Figures.of(permille, verdict, trial), reason, now);
    }

    /** How Redis has fared; nothing where nobody looks after it, or that is the reason for the end. */
    private String guard() {
        return redis == null || redis.breach().isPresent() ? "" : redis.words();
    }

    private Comparison trial() {
        return comparison(
                steps.get(0).windows(),
                steps.size() < 2 ? List.of() : steps.get(1).windows());
    }

    private Comparison comparison(List<ArmsWindow> before, List<ArmsWindow> during) {
        return new Comparison(
                action.objective(), before, during, action.staging().minSamples());
    }

    private Step seen(Step step, EndpointMetrics metrics) {
        return ArmsWindow.of(metrics, action.tag(step.number())).map(step::with).orElse(step);
    }

    private Step current() {
        return steps.get(steps.size() - 1);
    }

    private int salt() {
        return current().cohort().salt();
    }

    private static Step draw(Action action, int number) {
        int permille = action.staging().permilles().get(0);
        return new Step(number, 0, action.draw(permille, number), List.of());
    }
}
