package io.usher.cli.route;

import io.usher.trial.Mismatch;
import io.usher.trial.TestResult;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Tests' results as build servers read them. */
final class JunitReport {

  private static final String NOT_IN_XML = "[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD]";

  private JunitReport() {}

  static String of(Map<String, List<TestResult>> results) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument();
      xml.writeStartElement("testsuites");
      for (Map.Entry<String, List<TestResult>> suite : results.entrySet()) {
        suite(xml, suite.getKey(), suite.getValue());
      }
      xml.writeEndElement();
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static void suite(XMLStreamWriter xml, String customer, List<TestResult> results)
      throws XMLStreamException {
    long failed = results.stream().filter(result -> !result.passed()).count();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", customer);
    xml.writeAttribute("tests", String.valueOf(results.size()));
    xml.writeAttribute("failures", String.valueOf(failed));
    for (TestResult result : results) {
      test(xml, customer, result);
    }
    xml.writeEndElement();
  }

  private static void test(XMLStreamWriter xml, String customer, TestResult result)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", customer);
    xml.writeAttribute("name", plain(result.name()));
    xml.writeAttribute("file", result.file());
    xml.writeAttribute("line", String.valueOf(result.line()));
    for (Mismatch mismatch : result.mismatches()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", plain(mismatch.where()));
      xml.writeCharacters(
          plain(
              result.file()
                  + ":"
                  + mismatch.line()
                  + "\nexpected: "
                  + mismatch.expected()
                  + "\ngot: "
                  + mismatch.got()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String plain(String text) {
    return text.replaceAll(NOT_IN_XML, "\uFFFD");
  }
}
