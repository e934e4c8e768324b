package dev.flyball.processor.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flyball.schemas.Endpoint;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndpointDirectoryTest {
    private static final Endpoint PRODUCTS = new Endpoint("storefront", "GET /api/products/{id}");
    private static final Endpoint CART = new Endpoint("storefront", "POST /api/cart");
    private static final Endpoint OTHER_CART = new Endpoint("backoffice", "POST /api/cart");
    private final EndpointDirectory directory = new EndpointDirectory(List.of(PRODUCTS, CART, OTHER_CART));

    @Test
    void anEndpointIsFoundByItsKey() {
        assertThat(directory.find("storefront|POST /api/cart")).isEqualTo(CART);
    }

    @Test
    void anOperationThatOnlyOneServiceHasIsEnough() {
        assertThat(directory.find("GET /api/products/{id}")).isEqualTo(PRODUCTS);
    }

    @Test
    void anOperationOfTwoServicesIsRefusedWithBothKeys() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> directory.find("POST /api/cart"))
                .satisfies(refusal -> {
                    assertThat(refusal.problem().status()).isEqualTo(400);
                    assertThat(refusal.problem().candidates())
                            .containsExactly("backoffice|POST /api/cart", "storefront|POST /api/cart");
                });
    }

    @Test
    void aKeyWinsOverAnOperationThatReadsTheSame() {
        Endpoint odd = new Endpoint("gateway", "storefront|POST /api/cart");

        assertThat(new EndpointDirectory(List.of(odd, CART)).find(CART.key())).isEqualTo(CART);
    }

    @Test
    void aSlipOfThePenGetsTheNearestNamesFirst() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> directory.find("get /api/product/{id}"))
                .satisfies(refusal -> {
                    assertThat(refusal.problem().status()).isEqualTo(404);
                    assertThat(refusal.problem().candidates()).containsExactly(PRODUCTS.key());
                });
    }

    @Test
    void neverMoreThanFiveNamesAreOffered() {
        List<Endpoint> many = IntStream.range(0, 50)
                .mapToObj(i -> new Endpoint("s", "GET /items/" + i))
                .toList();

        assertThat(new EndpointDirectory(many).near("GET /items/x")).hasSize(5);
    }

    @Test
    void whatIsFarFromEverythingGetsNoName() {
        assertThat(directory.near("zzz")).isEmpty();
    }

    @Test
    void theBoundedDistanceIsTheFullOneUpToItsLimit() {
        RandomGenerator random = new java.util.SplittableRandom(42);
        Stream.generate(() -> new String[] {word(random), word(random)})
                .limit(2_000)
                .forEach(pair -> {
                    int full = fullDistance(pair[0], pair[1]);
                    for (int limit = 0; limit <= 8; limit++) {
                        assertThat(EditDistance.between(pair[0], pair[1], limit))
                                .as("%s to %s within %s", pair[0], pair[1], limit)
                                .isEqualTo(Math.min(full, limit + 1));
                    }
                });
    }

    private static String word(RandomGenerator random) {
        return random.ints(random.nextInt(9), 'a', 'd')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int fullDistance(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.length() + right.length();
        }
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                } else {
                    int replaced = cost[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                    cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                }
            }
        }
        return cost[left.length()][right.length()];
    }
}
