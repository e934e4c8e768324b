package dev.flyball.cli.storefront;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;

/** The shop's tables, in memory, behind a small pool of connections. Its queries for lists can be made slow. */
final class ShopDatabase implements AutoCloseable {
    static final int PRODUCTS = 500;
    static final int CATEGORIES = 20;

    private static final int CONNECTIONS = 64;
    private static final int WAIT_FOR_CONNECTION_SECONDS = 5;
    private static final int ORDERS_KEPT = 10_000;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final JdbcConnectionPool pool;
    private volatile Duration slowness = Duration.ZERO;

    private ShopDatabase(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    static ShopDatabase open() {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:shop-" + NUMBER.incrementAndGet(), "shop", "");
        pool.setMaxConnections(CONNECTIONS);
        pool.setLoginTimeout(WAIT_FOR_CONNECTION_SECONDS);
        ShopDatabase database = new ShopDatabase(pool);
        database.fill();
        return database;
    }

    /** Makes every query for a list of products take so much longer. */
    void slowDown(Duration each) {
        slowness = each;
    }

    List<Product> newest() {
        return list("select * from product order by id desc limit 20");
    }

    Optional<Product> product(long id) {
        return query("select * from product where id = ?", ShopDatabase::product, id).stream()
                .findFirst();
    }

    ProductList category(long id) {
        return new ProductList(
                "Category " + id, list("select * from product where category = ? order by id limit 30", id));
    }

    ProductList search(String words) {
        String pattern = "%" + words.replaceAll("([%_\\\\])", "\\\\$1") + "%";
        return new ProductList(words, list("select * from product where name ilike ? order by id limit 20", pattern));
    }

    List<CartLine> cart(String user) {
        // Everybody's cart follows from their name, so that there are carts without anybody having shopped.
        return query(
                "select id, name, 1 + mod(id, 3) as quantity from product where mod(id, 97) = ? limit 5",
                row -> new CartLine(row.getLong("id"), row.getString("name"), row.getInt("quantity")),
                Math.floorMod(user.hashCode(), 97));
    }

    /** Returns the number of the order. */
    long order(String user, long product, int quantity) {
        return run(connection -> {
            try (PreparedStatement insert = prepare(
                    connection,
                    "insert into purchase (customer, product, quantity) values (?, ?, ?)",
                    user,
                    product,
                    quantity)) {
                insert.executeUpdate();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    keys.next();
                    forgetOldOrders(connection, keys.getLong(1));
                    return keys.getLong(1);
                }
            }
        });
    }

    @Override
    public void close() {
        pool.dispose();
    }

    private static void forgetOldOrders(Connection connection, long newest) throws SQLException {
        try (PreparedStatement delete =
                prepare(connection, "delete from purchase where id <= ?", newest - ORDERS_KEPT)) {
            delete.executeUpdate();
        }
    }

    private static Product product(ResultSet row) throws SQLException {
        return new Product(row.getLong("id"), row.getString("name"), row.getLong("category"), row.getInt("price"));
    }

    private List<Product> list(String sql, Object... arguments) {
        return query(slowness, sql, ShopDatabase::product, arguments);
    }

    private <R> List<R> query(String sql, RowReader<R> reader, Object... arguments) {
        return query(Duration.ZERO, sql, reader, arguments);
    }

    private <R> List<R> query(Duration longer, String sql, RowReader<R> reader, Object... arguments) {
        return run(connection -> {
            linger(longer);
            try (PreparedStatement statement = prepare(connection, sql, arguments);
                    ResultSet rows = statement.executeQuery()) {
                List<R> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
                return read;
            }
        });
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql, new String[] {"ID"});
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    private <R> R run(Work<R> work) {
        try (Connection connection = pool.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the database refused: " + e.getMessage(), e);
        }
    }

    /** With the connection in hand, as a query that takes long would have it. */
    private static void linger(Duration longer) {
        try {
            Thread.sleep(longer.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a query", e);
        }
    }

    private void fill() {
        run(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "create table product (id bigint primary key, name varchar, category bigint, price int)");
                statement.execute("create index on product (category)");
                statement.execute("create table purchase (id bigint auto_increment primary key, customer varchar,"
                        + " product bigint, quantity int)");
                return statement.executeUpdate("insert into product select x, 'Governor ' || x, mod(x, " + CATEGORIES
                        + "), 499 + mod(x * 37, 9500) from system_range(1, " + PRODUCTS + ")");
            }
        });
    }

    private interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    private interface RowReader<R> {
        R read(ResultSet row) throws SQLException;
    }
}
