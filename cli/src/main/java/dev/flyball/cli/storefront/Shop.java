package dev.flyball.cli.storefront;

import dev.flyball.cache.CacheClient;
import dev.flyball.cache.FlyballCache;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What the shop does: the database read through the cache. Carts and orders are nobody else's business: not cached. */
final class Shop {
    private static final Duration LONG = Duration.ofMinutes(10);
    /** Short enough that the database is asked all the time, which nobody notices while it is fast. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final ShopDatabase database;
    private final FlyballCache<Product> products;
    private final FlyballCache<ProductList> categories;
    private final FlyballCache<ProductList> searches;
    private final Partner partner = new Partner();

    Shop(ShopDatabase database, CacheClient cache) {
        this.database = database;
        products = cache.namespace("products", Product.class)
                .ttl(LONG)
                .staleFor(LONG)
                .build();
        categories = cache.namespace("categories", ProductList.class)
                .ttl(SHORT)
                .staleFor(LONG)
                .build();
        searches = cache.namespace("search", ProductList.class)
                .ttl(SHORT)
                .staleFor(LONG)
                .build();
    }

    ProductList newest() {
        ProductList newest = categories.get("newest", key -> new ProductList("New", database.newest()));
        partner.rate(newest);
        return newest;
    }

    /** @throws NotFoundException if there is none with this id */
    Product product(long id) {
        return products.get(
                        Long.toString(id),
                        key -> database.product(id)
                                .orElseThrow(() -> new NotFoundException("there is no product " + id)))
                .checked();
    }

    /** @throws NotFoundException if there is none with this id */
    ProductList category(long id) {
        if (id < 0 || id >= ShopDatabase.CATEGORIES) {
            throw new NotFoundException("there is no category " + id);
        }
        return categories.get(Long.toString(id), key -> database.category(id));
    }

    ProductList search(String words) {
        String normal = words.strip().toLowerCase(Locale.ROOT);
        return searches.get(normal, key -> database.search(normal));
    }

    List<CartLine> cart(String user) {
        return database.cart(user);
    }

    /** @throws NotFoundException if there is no such product */
    long order(Order order) {
        if (order.product() < 1 || order.product() > ShopDatabase.PRODUCTS) {
            throw new NotFoundException("there is no product " + order.product());
        }
        return database.order(order.user(), order.product(), order.quantity());
    }

    void suffer(Fault fault) {
        if (fault instanceof Fault.SlowDatabase slow) {
            database.slowDown(slow.each());
        } else if (fault instanceof Fault.SlowPartner slow) {
            partner.slowDown(slow.each());
        } else if (fault instanceof Fault.BadDeploy) {
            for (long id = 1; id <= ShopDatabase.PRODUCTS; id++) {
                database.product(id).ifPresent(good -> products.put(Long.toString(good.id()), good.withoutPrice()));
            }
        }
    }

    /** Ends what somebody would repair by hand; broken entries stay where they are. */
    void recover() {
        database.slowDown(Duration.ZERO);
        partner.slowDown(Duration.ZERO);
    }
}
