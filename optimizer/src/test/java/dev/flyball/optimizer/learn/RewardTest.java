package dev.flyball.optimizer.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.MeasuredEffect;
import dev.flyball.schemas.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an action tells about its strategy. */
class RewardTest {
    @Test
    void theMeasuredDifferenceCountsTheLessTheLessSureItIs() {
        Reward sure = Reward.of(Verdict.IMPROVED, effect(0.3, 0.01)).orElseThrow();
        Reward vague = Reward.of(Verdict.IMPROVED, effect(0.3, 0.3)).orElseThrow();

        assertThat(sure.effect()).isEqualTo(0.3);
        assertThat(vague.variance()).isGreaterThan(5 * sure.variance());
    }

    @Test
    void aMiracleCountsAsHalf() {
        assertThat(Reward.of(Verdict.IMPROVED, effect(0.99, 0.01)).orElseThrow().effect())
                .isEqualTo(0.5);
        assertThat(Reward.of(Verdict.WORSENED, effect(-7, 0.01)).orElseThrow().effect())
                .isEqualTo(-0.5);
    }

    @Test
    void whatFailedIsHarmHoweverFastItWas() {
        assertThat(Reward.of(Verdict.WORSENED, effect(0.4, 0.01)).orElseThrow().effect())
                .isEqualTo(-0.25);
    }

    @ParameterizedTest
    @EnumSource(names = {"INCONCLUSIVE", "INVALID"})
    void whatFoundNothingOutTeachesNothing(Verdict verdict) {
        assertThat(Reward.of(verdict, effect(0.4, 0.01))).isEmpty();
    }

    @Test
    void anEffectThatNobodyKnowsTeachesNothing() {
        assertThat(Reward.of(Verdict.IMPROVED, effect(0.4, null))).isEmpty();
        assertThat(Reward.of(Verdict.IMPROVED, null)).isEmpty();
    }

    private static MeasuredEffect effect(double improvement, @Nullable Double standardError) {
        return new MeasuredEffect("responseTime", improvement, -1, 1, 0.96, 3, standardError);
    }
}
