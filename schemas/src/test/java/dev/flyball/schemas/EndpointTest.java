package dev.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({"storefront, GET /api/{id}", "s, 'a|b|c'", "'', ''", "bücher, '| '"})
    void aKeyIsReadBack(String service, String operation) {
        Endpoint endpoint = new Endpoint(service, operation);

        assertThat(endpoint.key()).isEqualTo(service + "|" + operation);
        assertThat(Endpoint.ofKey(endpoint.key())).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "storefront", "GET /api"})
    void whatIsNoKeyIsRefused(String key) {
        assertThatThrownBy(() -> Endpoint.ofKey(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("service|operation");
    }

    @Test
    void aServiceWithTheSeparatorIsRefused() {
        assertThatThrownBy(() -> new Endpoint("a|b", "c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a|b");
    }

    @Test
    void endpointsAreOrderedByServiceThenOperation() {
        Endpoint first = new Endpoint("a", "z");
        Endpoint second = new Endpoint("a b", "a");
        Endpoint third = new Endpoint("a b", "b");

        assertThat(List.of(third, second, first).stream().sorted()).containsExactly(first, second, third);
    }
}
