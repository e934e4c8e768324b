package dev.flyball.schemas;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How much an action changed a figure of the keys that it treated, compared with those that it did not. */
@Doc("How much an action changed a figure of the keys that it treated, compared with those that it did not.")
public record MeasuredEffect(
        @Doc("Name of the figure: 'responseTime' (geometric mean), 'errorRate' or 'missRatio'.")
        String figure,

        @Doc("Relative improvement; 0.4 is 40 % better, negative is worse.")
        double improvement,

        @Doc("Lower end of the confidence interval of it.") double lower,
        @Doc("Upper end of the confidence interval of it.") double upper,

        @Doc("Confidence of the interval, 0 to 1, however often one looks.")
        double confidence,

        @Doc("Windows looked at with the treatment.") int looks,

        @Doc("Standard error of the improvement; missing in older events, and when nothing is known.") @Nullable
        Double standardError) {
    public MeasuredEffect {
        Objects.requireNonNull(figure, "figure");
    }
}
