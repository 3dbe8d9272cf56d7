package io.usher.check;

import io.usher.settings.FileProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tests of one customer's routes.
 *
 * @param problems what is wrong with their files; tests that can't be read are not among the tests
 */
public record TestFiles(List<RouteTest> tests, List<FileProblem> problems) {

  public static TestFiles of(WorkFiles files, String customer) {
    Findings findings = new Findings();
    List<RouteTest> tests = read(files, customer, findings);
    return new TestFiles(tests, findings.sorted());
  }

  static List<RouteTest> read(WorkFiles files, String customer, Findings findings) {
    Set<String> destinations = new TreeSet<>(files.routesOf(customer).keySet());
    destinations.remove(RouteFile.ROUTER);
    List<RouteTest> tests = new ArrayList<>();
    files
        .below(files.routes() + "/" + customer + "/tests", TestFile.ENDING)
        .forEach(
            (name, bytes) -> {
              YamlFile yaml = YamlFile.read(name, bytes, findings);
              tests.addAll(new TestFile(yaml, files, destinations, findings).read());
            });
    return tests;
  }
}
