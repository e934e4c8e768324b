package dev.flyball.cache.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweeperTest {
    private static final Sweep ORDERS = Sweep.keys(new KeyPattern("orders:*"));

    private final FakeNode one = new FakeNode("one:1@a", 1_000, "orders:");
    private final FakeNode two = new FakeNode("two:1@b", 500, "orders:");
    private final List<Progress> heard = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();

    private Sweeper sweeper(Node... nodes) {
        return sweeper(progress -> {}, nodes);
    }

    private Sweeper sweeper(Consumer<Progress> then, Node... nodes) {
        return new Sweeper(List.of(nodes), Pace.Limits.DEFAULT, pauses::add, new SweepListener() {
            @Override
            public void progressed(Progress progress) {
                heard.add(progress);
                then.accept(progress);
            }

            @Override
            public void retrying(String node, NodeException failure) {}
        });
    }

    @Test
    void everyServerIsSweptInStepsWithPauses() {
        Progress end = sweeper(one, two).run(ORDERS, Checkpoint.START);

        assertThat(one.keys()).isEmpty();
        assertThat(two.keys()).isEmpty();
        assertThat(end.removed()).isEqualTo(1_500);
        assertThat(end.bytes()).hasValue(150_000);
        assertThat(end.share()).isEqualTo(1);
        assertThat(end.checkpoint()).hasToString("one:1@a=done,two:1@b=done");
        assertThat(heard).hasSizeGreaterThan(10);
        assertThat(pauses).hasSizeGreaterThan(2 * 31 + 2 * heard.size() - 1);
        assertThat(one.largestStep).isBetween(50, 400);
    }

    @Test
    void aSweepThatIsStoppedIsResumedWhereItWas() {
        Sweeper[] first = new Sweeper[1];
        first[0] = sweeper(progress -> first[0].stop(), one, two);

        Progress stopped = first[0].run(ORDERS, Checkpoint.START);
        assertThat(stopped.removed()).isEqualTo(10);
        Progress resumed = sweeper(one, two)
                .run(ORDERS, Checkpoint.parse(stopped.checkpoint().toString()));

        assertThat(resumed.removed()).isEqualTo(1_490);
        assertThat(resumed.keys()).isEqualTo(1_490);
    }

    @Test
    void aServerThatWasRestartedIsSweptFromItsBeginning() {
        one.restart("one:1@z");

        Progress end = sweeper(one).run(ORDERS, Checkpoint.parse("one:1@a=900"));

        assertThat(end.removed()).isEqualTo(1_000);
        assertThat(end.checkpoint()).hasToString("one:1@z=done");
    }

    @Test
    void aServerThatIsAwayForAMomentIsAskedAgain() {
        one.failingAt(3, 4, 9);

        Progress end = sweeper(one).run(ORDERS, Checkpoint.START);

        assertThat(one.keys()).isEmpty();
        assertThat(end.removed()).isEqualTo(1_000);
    }

    @Test
    void aServerThatStaysAwayEndsTheSweepWithThePlaceToResumeAt() {
        one.failingAt(IntStream.range(5, 1_000).toArray());

        SweepFailedException failure = catchThrowableOfType(
                SweepFailedException.class, () -> sweeper(one).run(ORDERS, Checkpoint.START));

        assertThat(failure).hasMessage("gone");
        assertThat(failure.progress().removed()).isEqualTo(40);
        assertThat(failure.progress().checkpoint()).hasToString("one:1@a=41");
    }

    @Test
    void aRefusalIsNotAskedForTwice() {
        one.refusing();

        assertThatThrownBy(() -> sweeper(one).run(ORDERS, Checkpoint.START)).hasMessage("NOPERM");
        assertThat(pauses).as("those of the first probes").hasSize(31);
    }

    @Test
    void aDryRunCountsAndShowsSomeButRemovesNothing() {
        Progress end = sweeper(one).run(ORDERS.dry(), Checkpoint.START);

        assertThat(one.keys()).hasSize(1_000);
        assertThat(end.removed()).isEqualTo(1_000);
        assertThat(end.bytes()).hasValue(100_000);
        assertThat(end.samples()).hasSize(10).contains("orders:0");
    }

    @Test
    void protectedNamesAreSpared() {
        FakeNode ours = new FakeNode("ours:1@c", 100, "flyball:orders:");

        Progress end = sweeper(one, ours)
                .run(Sweep.everyKey(KeyPattern.ALL).protecting(List.of("orders:99")), Checkpoint.START);

        assertThat(ours.keys()).hasSize(100);
        assertThat(one.keys()).hasSize(11).contains("orders:99", "orders:990");
        assertThat(end.spared()).isEqualTo(111);
    }

    @Test
    void aConditionIsAskedForTheBeginningOfEachValue() {
        Sweep.Condition<byte[]> ofSeven = new Sweep.Condition<>() {
            @Override
            public Node.Probed<List<byte[]>> ask(Node node, List<byte[]> names) {
                return node.beginnings(names, 1);
            }

            @Override
            public boolean holds(String name, byte[] beginning) {
                return beginning[0] == '7';
            }
        };
        Sweep sevens = new Sweep(new KeyPattern("orders:*"), ofSeven, List.of(), false, false);

        Progress end = sweeper(one).run(sevens, Checkpoint.START);

        assertThat(end.removed()).isEqualTo(100);
        assertThat(end.spared()).isEqualTo(900);
        assertThat(one.keys()).hasSize(900).doesNotContain("orders:7", "orders:997");
    }

    @Test
    void keysThatWereUsedSinceAreSparedByASweepOfColdOnes() {
        Coldness unusedFor8s = new Coldness(Node.Fact.IDLE_SECONDS, 8);

        Progress end = sweeper(one).run(Sweep.coldKeys(new KeyPattern("orders:*"), unusedFor8s), Checkpoint.START);

        assertThat(end.removed()).isEqualTo(200);
        assertThat(one.keys()).hasSize(800).contains("orders:7").doesNotContain("orders:8", "orders:999");
    }

    @Test
    void aSweepOfColdValuesSparesLeasesAndWhatIsNotOfTheCache() {
        FakeNode mixed = new FakeNode("three:1@c", 10, "flyball:a:{")
                .with("flyball:a:{k9}", "flyball:a:{k9}:l", "flyball:a:{9", "other:{9}");
        Coldness any = new Coldness(Node.Fact.FREQUENCY, 255);

        Progress end = sweeper(mixed).run(Sweep.coldValues(any), Checkpoint.START);

        assertThat(end.removed()).isEqualTo(1);
        assertThat(mixed.keys()).hasSize(13).doesNotContain("flyball:a:{k9}");
    }

    @Test
    void aSurveyKnowsOfEachKeyWhoseItIsAndHowColdAndLarge() {
        FakeNode mixed = new FakeNode("three:1@c", 998, "orders:").with("flyball:a:{1}", "flyball:b:{2}:l");

        Survey survey = Survey.take(mixed, Node.Fact.IDLE_SECONDS, 250, pauses::add);

        assertThat(survey.keys()).isEqualTo(1_000);
        assertThat(survey.found()).hasSize(300);
        assertThat(survey.scale()).isBetween(3.3, 3.4);
        assertThat(survey.found().get(7))
                .isEqualTo(new Survey.Found("orders:7", Census.OTHERS, 100, OptionalLong.of(7)));
        assertThat(Survey.take(mixed, Node.Fact.IDLE_SECONDS, 10_000, pauses::add)
                        .found())
                .extracting(Survey.Found::namespace)
                .filteredOn(name -> !name.equals(Census.OTHERS))
                .containsExactly("a");
    }

    @Test
    void thatAllNamesMatchHasToBeAllowed() {
        assertThatThrownBy(() -> Sweep.keys(KeyPattern.ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed");
    }
}
