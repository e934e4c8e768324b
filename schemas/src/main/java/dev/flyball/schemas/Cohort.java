package dev.flyball.schemas;

/** The share of the keys to which a control record applies: those with {@code hash(salt, key) % 1000 < permille}. */
@Doc("The share of the keys to which a control record applies: those with hash(salt, key) % 1000 < permille.")
public record Cohort(
        @Doc("Keys out of 1000, 0 to 1000.") int permille,

        @Doc("Mixed into the hash, so that each action draws its own keys.")
        int salt) {
    public static final Cohort ALL = new Cohort(1000, 0);

    public Cohort {
        if (permille < 0 || permille > 1000) {
            throw new IllegalArgumentException("permille must be 0 to 1000: " + permille);
        }
    }
}
