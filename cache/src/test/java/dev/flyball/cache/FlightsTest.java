package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlightsTest {
    private final Flights<String> flights = new Flights<>();

    @Test
    void allWhoWantAKeyShareOneLoadThatOneOfThemLeads() {
        Flight<String> first = flights.join("42", 1);
        Flight<String> second = flights.join("42", 1);

        assertThat(second).isSameAs(first);
        assertThat(first.isMineToLead()).isTrue();
        assertThat(second.isMineToLead()).isFalse();
    }

    @Test
    void aLoadThatBeganBeforeAnInvalidationIsNotJoined() {
        Flight<String> old = flights.join("42", 1);

        Flight<String> fresh = flights.join("42", 2);

        assertThat(fresh).isNotSameAs(old);
        assertThat(flights.isCurrent("42", old)).isFalse();
        assertThat(flights.isCurrent("42", fresh)).isTrue();
    }

    @Test
    void theEndOfAnAbandonedLoadDoesNotEndTheNextOne() {
        Flight<String> old = flights.join("42", 1);
        flights.abandon("42");
        Flight<String> fresh = flights.join("42", 1);

        flights.land("42", old);

        assertThat(flights.isCurrent("42", fresh)).isTrue();
    }
}
