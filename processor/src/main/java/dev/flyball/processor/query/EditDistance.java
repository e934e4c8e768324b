package dev.flyball.processor.query;

import java.util.Arrays;

/** The edit distance of two texts: how many characters must be inserted, deleted or replaced. */
final class EditDistance {
    private EditDistance() {}

    /**
     * The distance, or {@code limit + 1} if it is larger than the limit. Only cells near the diagonal are looked at, so
     * that a long text against many others stays cheap: O(length x limit).
     */
    static int between(String left, String right, int limit) {
        if (Math.abs(left.length() - right.length()) > limit) {
            return limit + 1;
        }
        int[] above = new int[right.length() + 1];
        int[] row = new int[right.length() + 1];
        Arrays.setAll(above, column -> column);
        for (int i = 1; i <= left.length(); i++) {
            int first = Math.max(1, i - limit);
            int last = Math.min(right.length(), i + limit);
            row[first - 1] = first == 1 ? i : limit + 1;
            int nearest = row[first - 1];
            for (int j = first; j <= last; j++) {
                int replaced = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                int deleted = j == i + limit ? limit + 1 : above[j] + 1;
                row[j] = Math.min(Math.min(replaced, deleted), row[j - 1] + 1);
                nearest = Math.min(nearest, row[j]);
            }
            if (nearest > limit) {
                return limit + 1;
            }
            int[] done = above;
            above = row;
            row = done;
        }
        return Math.min(above[right.length()], limit + 1);
    }
}
