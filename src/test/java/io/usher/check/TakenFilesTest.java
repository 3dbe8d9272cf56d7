package io.usher.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.usher.settings.FileProblem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel takes and runs is not called an error, however it is written. */
class TakenFilesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- log: hi",
        "- log: {message: 'hi ${variable.event.id}', loggingLevel: warn}",
        "- to: {uri: log, parameters: {loggerName: crm, showBody: false}}",
        "- to: log:crm?level=debug&showAll=TRUE",
        "- toD: log:${variable.event.type}",
        "- setBody: {constant: x}",
        "- setBody: {expression: {constant: {expression: x}}}",
        "- setBody: {simple: {expression: '${body}', resultType: java.lang.String}}",
        "- setHeader: {name: a, simple: '${variable.event.type}'}",
        "- setVariable: {name: a, jq: '.data | {a: {b: 1} }'}",
        "- transform: {jq: 'def f(g): g | . ; .data as $d | f($d.total) // \"x\"'}",
        "- transform: {jq: '[.data.invoice_items[] | {id, total: (.gross_revenue | decimal)}] | sort_by(.id) | map(select(.total != null))'}",
        "- transform: {jq: '. as {data: {a: $x} } | reduce range(0; 3) as $i (0; . + $i)'}",
        "- transform: {jq: 'try error(\"x\") catch . | @base64 | test(\"a\"; \"i\")'}",
        "- transform: {jq: 'header(\"a\"), variable(\"b\"), event.type, delivery.attempts'}",
        "- filter: {simple: \"${body} != null && ${variable.event.type} =~ 'x'\", steps: [{log: hi}]}",
        "- choice: {when: [{jq: '.a == 1', steps: [{log: hi}]}], otherwise: {steps: [{log: no}]}}",
        "- split: {simple: '${body}', streaming: true, steps: [{log: hi}]}",
        "- multicast: {parallelProcessing: true, steps: [{log: a}, {to: 'log:b'}]}",
        "- doTry: {steps: [{log: hi}], doCatch: [{exception: [java.lang.Exception], steps: [{log: no}]}], doFinally: {steps: [{log: end}]}}",
        "- marshal: {json: {library: Jackson}}",
        "- unmarshal: {json: {library: Jackson, unmarshalType: java.util.List}}",
        "- removeHeaders: {pattern: '*'}",
        "- convertBodyTo: {type: 'byte[]'}",
        "- convertBodyTo: String",
        "- delay: {constant: 1000}",
        "- delay: {expression: {constant: {expression: 3000}}}",
        "- throttle: {constant: 5, timePeriodMillis: '1000'}",
        "- loop: {constant: 2, steps: [{log: hi}]}",
        "- wireTap: {uri: 'log:tapped'}",
        "- recipientList: {simple: 'log:${variable.event.type}'}",
        "- enrich: {constant: 'log:a'}",
        "- pollEnrich: {constant: 'file:in?fileName=x', timeout: 0}",
        "- stop: {}",
        "- throwException: {exceptionType: java.lang.IllegalStateException, message: no}",
        "- validate: {simple: '${body} != null'}",
        "- to: 'https://example.com/crm?token={{demo.crm.url}}&any=thing'",
        "- to: 'https://example.com/crm?httpMethod=PUT&connectTimeout=1000'",
        "- to: 'smtp:mail.example.com?mail.smtp.auth=true&password=RAW({{demo.mail.password}})'",
        "- to: 'smtp:mail.example.com?username=u&password={{demo.mail.password}}&to=a@example.com'",
        "- to: 'seda:x?size=10'",
        "- to: 'file:out?fileName=a&fileExist=append'",
        "- to: {uri: 'kamelet:http-sink', parameters: {connection: demo.crm, method: PUT}}",
        "- to: 'kamelet:http-sink/mine?connection=demo.crm&noErrorHandler=true'",
        "- kamelet: {name: http-sink, parameters: {connection: demo.crm}}",
        "- to: '{{demo.crm.url}}'",
        "- setBody: {constant: '{{demo.none:otherwise}}'}",
        "- setBody: {constant: '{{env:HOME}}'}",
        "- setBody: {simple: '${bean:letter?method=model}'}",
        "- setBody: {method: {ref: letter, method: model}}",
        "- script: {simple: '${body}'}",
        "- aggregate: {correlationExpression: {constant: a}, completionSize: 1, aggregationStrategy: '#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy', steps: [{log: hi}]}",
        "- idempotentConsumer: {simple: '${variable.event.id}', idempotentRepository: '#class:org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository', steps: [{log: hi}]}",
        "- pipeline: {steps: [{log: hi}]}",
        "- step: {id: s, steps: [{log: hi}]}",
        "- setHeaders: {headers: [{name: a, constant: b}]}",
        "- setProperty: {name: a, simple: '${exchangeId}'}",
        "- sort: {simple: '${body}'}",
        "- claimCheck: {operation: Push}",
        "- sample: {samplePeriod: 1000}",
        "- threads: {poolSize: 1}",
        "- rollback: {message: no}",
        "- bean: {ref: letter, method: model}",
        "- to: {uri: 'thymeleaf:routes/x.html?resolver=FILE&templateMode=HTML&cacheable=false'}",
        "- setBody: {tokenize: {token: ','}}",
        "- setBody: {xpath: '/a/b'}",
        "- setBody: {header: a}",
        "- setBody: {variable: a}",
        "- setBody: {exchangeProperty: a}",
        "- setBody: {language: {language: simple, expression: '${body}'}}"
      })
  void aStepThatCamelTakesIsNoError(String step) {
    String route =
        "- route:\n    id: crm\n    from:\n      uri: outbox:crm\n      steps:\n        "
            + step
            + "\n";
    WorkFiles files =
        CheckedFolder.inOrder().with("routes/demo/crm.camel.yaml", route.getBytes(UTF_8));
    assertThat(new RouteCheck(name -> null).check(files))
        .filteredOn(FileProblem::isError)
        .extracting(FileProblem::toString)
        .isEmpty();
  }
}
