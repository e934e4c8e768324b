package dev.flyball.optimizer.verify;

import static dev.flyball.optimizer.Traffic.traffic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.Arm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValidityTest {
    private static final int INSTANCES = 20;

    private final List<ArmsWindow> stretch = new ArrayList<>();

    @Test
    void aDeployInTheMiddleIsSaid() {
        for (int i = 0; i < 3; i++) {
            window(600, instances("old", 0, INSTANCES));
        }
        assertThat(objection()).isEmpty();

        window(600, instances("new", 0, INSTANCES));
        assertThat(Validity.objection(stretch.subList(0, 2), stretch.subList(2, 4)))
                .hasValue(
                        "Instances were replaced meanwhile, as by a deploy: 100.0 % of those that answered at first do not"
                                + " any more, and 100.0 % of those that answer now are new.");
    }

    @Test
    void aRollingDeployIsOneOnceMostAreReplaced() {
        for (int replaced = 0; replaced <= 10; replaced += 2) {
            window(600, mixed(replaced));
            assertThat(objection()).isEmpty();
        }

        window(600, mixed(12));

        assertThat(objection()).get().asString().contains("60.0 % of those that answered at first");
    }

    @Test
    void someThatRestartAreNoDeploy() {
        window(600, instances("old", 0, INSTANCES));
        window(600, mixed(1));
        window(600, mixed(7));

        assertThat(objection()).isEmpty();
    }

    @Test
    void oneOfTwoThatRestartsIsNoDeployButTheOnlyOneIs() {
        window(600, List.of("a", "b"));
        window(600, List.of("b", "c"));
        assertThat(objection()).isEmpty();

        stretch.clear();
        window(600, List.of("a"));
        window(600, List.of("b"));
        assertThat(objection()).isPresent();
    }

    @Test
    void growingAndShrinkingAreNoDeploy() {
        window(600, instances("old", 0, 5));
        window(600, instances("old", 0, 50));
        assertThat(objection()).isEmpty();

        window(600, instances("old", 45, 50));
        stretch.remove(0);
        assertThat(objection()).isEmpty();
    }

    /** In a window of 20 requests, 20 instances are not all seen: strangers come and go although nothing changes. */
    @Test
    void fewRequestsThatHappenToBeAnsweredByOthersAreNoDeploy() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            stretch.clear();
            for (int i = 0; i < 24; i++) {
                window(20, drawn(random, "old"));
                assertThat(objection()).as("seed %s", seed).isEmpty();
            }
        }
    }

    @Test
    void fewRequestsTellOfADeployInTheEnd() {
        Random random = new Random(1);
        for (int i = 0; i < 12; i++) {
            window(20, drawn(random, "old"));
        }
        for (int i = 0; i < 8; i++) {
            window(20, drawn(random, "new"));
        }

        assertThat(objection()).isPresent();
    }

    @Test
    void whereNobodyTellsWhoAnsweredThereIsNoObjection() {
        window(600, List.of());
        window(600, List.of());
        window(600, instances("new", 0, INSTANCES));

        assertThat(objection()).isEmpty();
    }

    private Optional<String> objection() {
        return Validity.deploy(stretch);
    }

    private void window(int requests, Iterable<String> who) {
        stretch.add(ArmsWindow.of(
                        traffic()
                                .arm("a.1", Arm.TREATED, requests / 10, 0, 50)
                                .arm("a.1", Arm.CONTROL, requests - requests / 10, 0, 50)
                                .answeredBy(who)
                                .windowAt(10 * stretch.size()),
                        "a.1")
                .orElseThrow());
    }

    private static List<String> mixed(int replaced) {
        List<String> names = new ArrayList<>(instances("new", 0, replaced));
        names.addAll(instances("old", replaced, INSTANCES));
        return names;
    }

    private static Set<String> drawn(Random random, String name) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < 20; i++) {
            names.add(name + random.nextInt(INSTANCES));
        }
        return names;
    }

    private static List<String> instances(String name, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> name + i).toList();
    }
}
