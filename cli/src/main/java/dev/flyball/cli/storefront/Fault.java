package dev.flyball.cli.storefront;

import java.time.Duration;

/** Something that goes wrong in the shop. */
public sealed interface Fault {
    /** What happens, in a few words. */
    String story();

    /** What is left of it when its effects are cured, to be read after a comma; empty if nothing. */
    String stillThere();

    /** A faulty release wrote products without a price into the cache; they stay there after it was rolled back. */
    record BadDeploy() implements Fault {
        @Override
        public String story() {
            return "bad deploy: a release writes products without a price into the cache, and is rolled back";
        }

        @Override
        public String stillThere() {
            return "";
        }
    }

    /**
     * Every query for a list of products takes longer.
     *
     * @param each so much
     */
    record SlowDatabase(Duration each) implements Fault {
        @Override
        public String story() {
            return "slow database: every list of products takes " + each.toMillis() + " ms longer to be read";
        }

        @Override
        public String stillThere() {
            return ", while the database is as slow as before";
        }
    }

    /**
     * The list of new products waits for the ratings of a partner, each time anew and whatever the cache has.
     *
     * @param each so much
     */
    record SlowPartner(Duration each) implements Fault {
        @Override
        public String story() {
            return "slow partner: the list of new products waits " + each.toMillis()
                    + " ms for ratings, whatever the cache has";
        }

        @Override
        public String stillThere() {
            return "";
        }
    }
}
