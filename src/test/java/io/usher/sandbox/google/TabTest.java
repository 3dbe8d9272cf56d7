package io.usher.sandbox.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class TabTest {

  @Test
  void theOldestRowsGoFirstButTheHeadingsStay() {
    Tab tab = new Tab(3);
    for (String text : List.of("headings", "1", "2", "3")) {
      tab.append(1, List.of(List.of(Cell.raw(TextNode.valueOf(text)))));
    }
    assertThat(tab.rows().values().stream().map(row -> row.get(0).text()))
        .containsExactly("headings", "2", "3");
    assertThat(tab.lastRow()).isEqualTo(4);
  }
}
