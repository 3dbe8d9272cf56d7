package io.usher.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.settings.FileProblem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedFilesTest {

  @Test
  void theShippedFilesAreWithoutAnyFinding() {
    WorkFiles files = WorkFiles.read(Path.of(""), Path.of("config/customers"), Path.of("routes"));
    List<FileProblem> problems =
        new RouteCheck(name -> name.equals("usher.routes-dir") ? "routes" : null).check(files);
    assertThat(problems).extracting(FileProblem::toString).isEmpty();
    assertThat(files.files()).containsKey("routes/demo/router.camel.yaml");
  }
}
