package dev.flyball.schemas.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InstanceSketchTest {
    @Test
    void nobodyIsCountedTwiceAndStrangersCannotMakeItLarge() {
        InstanceSketch sketch = of(instances("web", 0, 20));
        sketch.merge(of(instances("web", 10, 30)));

        assertThat(sketch.count()).isEqualTo(30);
        assertThat(of(instances("web", 0, 10_000)).count()).isEqualTo(256);
        assertThat(of(instances("web", 0, 10_000)).toBytes()).hasSizeLessThan(1_300);
    }

    @Test
    void theOrderOfMergingDoesNotMatter() {
        List<String> names = new ArrayList<>(instances("web", 0, 1_000));
        InstanceSketch inOrder = of(names);
        Collections.shuffle(names, new Random(7));
        InstanceSketch merged = of(names.subList(0, 300));
        merged.merge(of(names.subList(200, 1_000)));

        assertThat(merged.toBytes()).isEqualTo(inOrder.toBytes());
    }

    @Test
    void whatIsReadBackIsWhatWasWritten() {
        InstanceSketch sketch = of(instances("web", 0, 33));

        InstanceSketch back = InstanceSketch.ofBytes(sketch.toBytes());

        assertThat(back.toBytes()).isEqualTo(sketch.toBytes());
        assertThat(back.count()).isEqualTo(33);
        assertThatThrownBy(() -> InstanceSketch.ofBytes(new byte[] {5, 1})).isInstanceOf(MalformedBytesException.class);
    }

    @Test
    void whoIsUnknownToTheOtherIsExactWhileThereAreFew() {
        InstanceSketch before = of(instances("web", 0, 20));

        assertThat(before.shareUnknownTo(of(instances("web", 0, 25)))).isZero();
        assertThat(before.shareUnknownTo(of(instances("web", 5, 25)))).isEqualTo(0.25);
        assertThat(before.shareUnknownTo(of(instances("next", 0, 20)))).isEqualTo(1);
        assertThat(of(List.of()).shareUnknownTo(before)).isZero();
    }

    /** Names as an orchestrator gives them, which differ in what their deploy has in common. */
    @Test
    void whoIsUnknownToTheOtherIsAGoodGuessWhenThereAreMany() {
        InstanceSketch before = of(instances("web-7d4b9c6f5-", 0, 2_000));

        assertThat(before.shareUnknownTo(of(instances("web-7d4b9c6f5-", 500, 2_500))))
                .isCloseTo(0.25, within(0.1));
        assertThat(before.shareUnknownTo(of(instances("web-5c8d7b9df-", 0, 2_000))))
                .isEqualTo(1);
        assertThat(before.shareUnknownTo(of(instances("web-7d4b9c6f5-", 0, 100))))
                .isCloseTo(0.95, within(0.05));
    }

    private static List<String> instances(String name, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> name + i).toList();
    }

    private static InstanceSketch of(List<String> names) {
        InstanceSketch sketch = new InstanceSketch();
        names.forEach(sketch::add);
        return sketch;
    }
}
