package dev.flyball.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FoldedBoardTest {
    private final FoldedBoard board = new FoldedBoard();

    private static Folded folded(String service, long samples, String shape) {
        return new Folded(service, samples, samples, List.of(new Folded.Shape(shape, samples, shape)));
    }

    @Test
    void aServiceIsNewOnlyOnceHoweverManyPartitionsFoldIt() {
        assertThat(board.tell(0, List.of(folded("shop", 5, "a"))))
                .extracting(FoldedBoard.News::samples, FoldedBoard.News::first)
                .containsExactly(tuple(5L, true));
        assertThat(board.tell(1, List.of(folded("shop", 3, "a"))))
                .extracting(FoldedBoard.News::samples, FoldedBoard.News::first)
                .containsExactly(tuple(3L, false));
        assertThat(board.tell(0, List.of(folded("shop", 9, "a"))))
                .extracting(FoldedBoard.News::samples, FoldedBoard.News::first)
                .containsExactly(tuple(4L, false));
        assertThat(board.tell(0, List.of(folded("shop", 9, "a")))).isEmpty();
    }

    @Test
    void partitionsAreAddedUp() {
        board.tell(0, List.of(folded("shop", 5, "a"), folded("cart", 6, "c")));
        board.tell(1, List.of(folded("shop", 3, "b")));

        assertThat(board.all()).extracting(Folded::service).containsExactly("shop", "cart");
        assertThat(board.all().get(0).samples()).isEqualTo(8);
        assertThat(board.all().get(0).shapes()).extracting(Folded.Shape::shape).containsExactly("a", "b");

        board.forget(0);
        assertThat(board.all()).extracting(Folded::samples).containsExactly(3L);
    }
}
