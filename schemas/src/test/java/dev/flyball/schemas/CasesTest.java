package dev.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CasesTest {
    @Test
    void theFailingSeedIsNamed() {
        int brokenBySeed3 = new java.util.Random(3).nextInt();

        assertThatThrownBy(() -> Cases.forSeeds(10, random -> {
                    if (random.nextInt() == brokenBySeed3) {
                        throw new AssertionError("broken");
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("does not hold for seed 3: broken");
    }
}
